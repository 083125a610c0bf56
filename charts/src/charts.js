/* Draws the charts of the pages of figures. Each stands in an element with data-ji-chart,
   whose JSON says what to draw, beside a table with the same figures: without this file,
   on paper and for screen readers the table is the chart. */
import * as echarts from "echarts/core";
import { BarChart, HeatmapChart, LineChart, SankeyChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent, VisualMapComponent } from "echarts/components";
import { SVGRenderer } from "echarts/renderers";

echarts.use([
  AriaComponent, BarChart, GridComponent, HeatmapChart, LegendComponent, LineChart,
  SankeyChart, SVGRenderer, TooltipComponent, VisualMapComponent,
]);

/* Told apart by people who do not tell red from green (Okabe and Ito), and each with a
   pattern of its own. */
const LIGHT = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#999999"];
const DARK = ["#56b4e9", "#e69f00", "#2bc79b", "#cc79a7", "#f0e442", "#e8743b", "#b0b0b0"];

function style(element) {
  const own = getComputedStyle(element);
  const of = (name) => own.getPropertyValue(name).trim();
  return {
    ink: of("--ji-ink"), muted: of("--ji-muted"), line: of("--ji-line"), paper: of("--ji-paper"),
    accent: of("--ji-accent"), soft: of("--ji-accent-soft"), font: own.fontFamily,
    /* Pixels: as large as the words around it, on a wall too. */
    size: parseFloat(own.fontSize),
    width: element.clientWidth,
    colours: own.colorScheme === "dark" ? DARK : LIGHT,
  };
}

const number = (value, unit) => (value === null || value === undefined ? "—" : `${value}${unit || ""}`);
/* What ECharts is handed for the box beside the pointer is HTML; names are typed by people. */
const told = (words) => echarts.format.encodeHTML(words);
const text = (look, colour) => ({ color: colour || look.ink, fontFamily: look.font, fontSize: look.size });
/* What a line is of is said even where it is alone. */
const named = (spec) => spec.kind === "line" || (spec.series || []).length > 1;

function common(spec, look, narrow) {
  return {
    animation: false,
    color: look.colours,
    textStyle: text(look),
    aria: { enabled: true, label: { enabled: false }, decal: { show: named(spec) && spec.kind === "bar" } },
    tooltip: {
      trigger: "axis", confine: true, backgroundColor: look.paper, borderColor: look.line,
      textStyle: text(look), valueFormatter: (value) => number(value, spec.unit),
      axisPointer: { type: spec.kind === "bar" ? "shadow" : "line" },
    },
    legend: {
      show: named(spec), bottom: 0, type: narrow ? "scroll" : "plain", itemGap: look.size,
      textStyle: text(look), inactiveColor: look.muted,
    },
    grid: {
      left: 4, right: look.size * 1.5, top: look.size, containLabel: true,
      bottom: named(spec) ? look.size * 2.75 : 4,
    },
  };
}

const axis = (look, more) => ({
  axisLabel: text(look, look.muted), axisLine: { lineStyle: { color: look.line } },
  axisTick: { show: false }, splitLine: { lineStyle: { color: look.line } }, ...more,
});

const values = (spec, look) => axis(look, {
  type: "value", max: spec.max, minInterval: spec.unit ? undefined : 1, interval: spec.max ? spec.max / 4 : undefined, splitNumber: 4,
  axisLabel: { ...text(look, look.muted), formatter: (value) => number(value, spec.unit) },
});

const SHAPES = ["circle", "rect", "triangle", "diamond"];

const DRAW = {
  /* Over time: names, series [{name, values, before, urls}]; `before` is dashed. */
  line(spec, look, narrow) {
    return {
      ...common(spec, look, narrow),
      xAxis: axis(look, { type: "category", data: spec.names, boundaryGap: false, splitLine: { show: false } }),
      yAxis: values(spec, look),
      series: spec.series.map((one, place) => ({
        type: "line", name: one.name, data: one.values, connectNulls: false,
        symbol: one.before ? "none" : SHAPES[place % SHAPES.length], symbolSize: look.size / 2, showAllSymbol: true,
        color: one.before ? look.muted : look.colours[place % look.colours.length],
        lineStyle: { width: one.before ? 1.5 : look.size / 5, type: one.before ? "dashed" : "solid" },
      })),
    };
  },
  /* Side by side: names, series [{name, values, urls}], across. */
  bar(spec, look, narrow) {
    const names = axis(look, {
      type: "category", data: spec.names, inverse: Boolean(spec.across), splitLine: { show: false },
      axisLabel: spec.across
        ? { ...text(look), width: look.size * (narrow ? 7 : 12), overflow: "truncate", interval: 0 }
        : { ...text(look), width: look.width / spec.names.length - look.size, overflow: "break", interval: 0 },
    });
    return {
      ...common(spec, look, narrow),
      [spec.across ? "yAxis" : "xAxis"]: names,
      [spec.across ? "xAxis" : "yAxis"]: values(spec, look),
      series: spec.series.map((one) => ({
        type: "bar", name: one.name, data: one.values, barMaxWidth: look.size * 1.25,
        itemStyle: { borderRadius: 2 },
        label: {
          show: true, position: spec.across ? "right" : "top", ...text(look, look.muted),
          formatter: (at) => (at.value ? number(at.value, spec.unit) : ""),
        },
      })),
    };
  },
  /* Hours of the week: names (hours), rows (days), cells [[x, y, value]], urls. */
  heat(spec, look) {
    const most = Math.max(1, ...spec.cells.map((cell) => cell[2]));
    const base = common(spec, look);
    return {
      ...base,
      tooltip: {
        ...base.tooltip, trigger: "item",
        formatter: (at) => told(`${spec.rows[at.value[1]]} ${spec.names[at.value[0]]}　${at.value[2]}`),
      },
      xAxis: axis(look, { type: "category", data: spec.names, splitLine: { show: false } }),
      yAxis: axis(look, { type: "category", data: spec.rows, inverse: true, splitLine: { show: false } }),
      visualMap: { show: false, min: 0, max: most, inRange: { color: [look.soft, look.accent] } },
      series: [{ type: "heatmap", data: spec.cells, itemStyle: { borderColor: look.paper, borderWidth: 2, borderRadius: 3 } }],
    };
  },
  /* From whom to whom: nodes [{id, name, to}], links [{source, target, value, url}]. */
  flow(spec, look, narrow) {
    const names = Object.fromEntries(spec.nodes.map((node) => [node.id, node.name]));
    const base = common(spec, look);
    return {
      ...base,
      tooltip: {
        ...base.tooltip, trigger: "item",
        formatter: (at) => told(at.dataType === "edge"
          ? `${names[at.data.source]} → ${names[at.data.target]}　${at.data.value}` : `${names[at.name]}　${at.value}`),
      },
      series: [{
        type: "sankey", left: 4, right: 4, top: 8, bottom: 8, nodeWidth: look.size, draggable: false,
        nodeGap: look.size * 1.5, emphasis: { focus: "adjacency" },
        data: spec.nodes.map((node) => ({
          name: node.id, label: { position: node.to ? "left" : "right" },
        })),
        links: spec.links,
        label: {
          ...text(look), formatter: (at) => names[at.name], width: look.size * (narrow ? 8 : 14), overflow: "truncate",
        },
        lineStyle: { color: "gradient", opacity: 0.35 },
      }],
    };
  },
};

/* The list of what a mark counts. */
function behind(spec, at) {
  if (spec.kind === "flow") { return at.data && at.data.url; }
  const of = spec.series ? spec.series[at.seriesIndex].urls : spec.urls;
  return of && of[at.dataIndex];
}

function draw(element) {
  const spec = JSON.parse(element.getAttribute("data-ji-chart"));
  /* Without room there is nothing to draw in: it is folded away, and drawn when it opens. */
  if (!element.clientWidth) { return; }
  const chart = echarts.getInstanceByDom(element) || echarts.init(element, null, { renderer: "svg" });
  chart.resize();
  const look = style(element);
  chart.setOption(DRAW[spec.kind](spec, look, element.clientWidth < look.size * 36), true);
  chart.off("click");
  chart.on("click", (at) => { const url = behind(spec, at); if (url) { location.assign(url); } });
  /* So that paper, and whatever is narrower, shows all of it. */
  const svg = element.querySelector("svg");
  svg.setAttribute("viewBox", `0 0 ${element.clientWidth} ${element.clientHeight}`);
}

function all(root) {
  return Array.from((root || document).querySelectorAll("[data-ji-chart]"));
}

/* The charts below an element that are not drawn yet. */
function begin(root) {
  all(root).forEach((element) => {
    if (element.hasAttribute("data-ji-drawn")) { return; }
    element.setAttribute("data-ji-drawn", "");
    /* The table has it for those who do not see it. */
    element.hidden = false;
    element.setAttribute("aria-hidden", "true");
    new ResizeObserver(() => { if (!printing) { draw(element); } }).observe(element);
    draw(element);
  });
}

/* On paper the tables are open, and close again; a drawing is scaled as it is, for it is
   not known here how wide the paper will be. */
let opened = [];
let printing = false;
addEventListener("beforeprint", () => {
  printing = true;
  const folded = Array.from(document.querySelectorAll("details[data-ji-paper]:not([open])"));
  folded.forEach((one) => { one.open = true; });
  opened = opened.concat(folded);
});
addEventListener("afterprint", () => {
  printing = false;
  opened.forEach((one) => { one.open = false; });
  opened = [];
});

document.addEventListener("DOMContentLoaded", () => {
  begin();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => all().forEach(draw));
});
window.jiCharts = { begin, all };
