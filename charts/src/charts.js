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
const COLOURS = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#999999"];

function style(element) {
  const own = getComputedStyle(element);
  const of = (name) => own.getPropertyValue(name).trim();
  return {
    ink: of("--ji-ink"), muted: of("--ji-muted"), line: of("--ji-line"), paper: of("--ji-paper"),
    accent: of("--ji-accent"), soft: of("--ji-accent-soft"), font: own.fontFamily,
  };
}

const number = (value, unit) => (value === null || value === undefined ? "—" : `${value}${unit || ""}`);

function common(spec, look, narrow) {
  return {
    animation: false,
    color: COLOURS,
    textStyle: { fontFamily: look.font, color: look.ink },
    aria: { enabled: true, label: { enabled: false }, decal: { show: (spec.series || []).length > 1 } },
    tooltip: {
      trigger: "axis", confine: true, backgroundColor: look.paper, borderColor: look.line,
      textStyle: { color: look.ink, fontFamily: look.font }, valueFormatter: (value) => number(value, spec.unit),
    },
    legend: {
      show: (spec.series || []).length > 1, bottom: 0, type: narrow ? "scroll" : "plain",
      textStyle: { color: look.ink }, inactiveColor: look.muted,
    },
    grid: { left: 8, right: 16, top: 16, bottom: (spec.series || []).length > 1 ? 32 : 8, containLabel: true },
  };
}

const axis = (look, more) => ({
  axisLabel: { color: look.muted }, axisLine: { lineStyle: { color: look.line } },
  axisTick: { show: false }, splitLine: { lineStyle: { color: look.line } }, ...more,
});

const values = (spec, look) => axis(look, {
  type: "value", max: spec.max, minInterval: spec.unit ? undefined : 1,
  axisLabel: { color: look.muted, formatter: (value) => number(value, spec.unit) },
});

const DRAW = {
  /* Over time: names, series [{name, values, before}]; `before` is dashed. */
  line(spec, look, narrow) {
    return {
      ...common(spec, look, narrow),
      xAxis: axis(look, { type: "category", data: spec.names, boundaryGap: false, splitLine: { show: false } }),
      yAxis: values(spec, look),
      series: spec.series.map((one) => ({
        type: "line", name: one.name, data: one.values, connectNulls: false, symbolSize: 6,
        lineStyle: { width: one.before ? 1.5 : 2.5, type: one.before ? "dashed" : "solid" },
      })),
    };
  },
  /* Side by side or stacked: names, series [{name, values}], across, stacked. */
  bar(spec, look, narrow) {
    const names = axis(look, {
      type: "category", data: spec.names, inverse: Boolean(spec.across), splitLine: { show: false },
      axisLabel: { color: look.ink, width: narrow ? 88 : 160, overflow: "truncate" },
    });
    return {
      ...common(spec, look, narrow),
      [spec.across ? "yAxis" : "xAxis"]: names,
      [spec.across ? "xAxis" : "yAxis"]: values(spec, look),
      series: spec.series.map((one) => ({
        type: "bar", name: one.name, data: one.values, barMaxWidth: 22, stack: spec.stacked ? "all" : undefined,
        itemStyle: { borderRadius: spec.stacked ? 0 : 3 },
      })),
    };
  },
  /* Hours of the week: names (hours), rows (days), cells [[x, y, value]]. */
  heat(spec, look) {
    const most = Math.max(1, ...spec.cells.map((cell) => cell[2]));
    return {
      ...common(spec, look),
      tooltip: {
        ...common(spec, look).tooltip, trigger: "item",
        formatter: (at) => `${spec.rows[at.value[1]]} ${spec.names[at.value[0]]}　${at.value[2]}`,
      },
      xAxis: axis(look, { type: "category", data: spec.names, splitLine: { show: false } }),
      yAxis: axis(look, { type: "category", data: spec.rows, inverse: true, splitLine: { show: false } }),
      visualMap: { show: false, min: 0, max: most, inRange: { color: [look.soft, look.accent] } },
      series: [{ type: "heatmap", data: spec.cells, itemStyle: { borderColor: look.paper, borderWidth: 2 } }],
    };
  },
  /* From whom to whom: nodes [{id, name}], links [{source, target, value}]. */
  flow(spec, look, narrow) {
    const names = Object.fromEntries(spec.nodes.map((node) => [node.id, node.name]));
    return {
      ...common(spec, look),
      tooltip: {
        ...common(spec, look).tooltip, trigger: "item",
        formatter: (at) => at.dataType === "edge"
          ? `${names[at.data.source]} → ${names[at.data.target]}　${at.data.value}` : names[at.name],
      },
      series: [{
        type: "sankey", left: 8, right: narrow ? 72 : 120, top: 8, bottom: 8, nodeWidth: 12, draggable: false,
        data: spec.nodes.map((node) => ({ name: node.id })), links: spec.links,
        label: { color: look.ink, formatter: (at) => names[at.name], width: narrow ? 68 : 112, overflow: "truncate" },
        lineStyle: { color: "gradient", opacity: 0.4 },
      }],
    };
  },
};

function draw(element) {
  const spec = JSON.parse(element.getAttribute("data-ji-chart"));
  const chart = echarts.getInstanceByDom(element) || echarts.init(element, null, { renderer: "svg" });
  chart.setOption(DRAW[spec.kind](spec, style(element), element.clientWidth < 480), true);
  chart.off("click");
  if (spec.urls) {
    chart.on("click", (at) => { if (spec.urls[at.dataIndex]) { location.assign(spec.urls[at.dataIndex]); } });
  }
  return chart;
}

function all(root) {
  return Array.from((root || document).querySelectorAll("[data-ji-chart]"));
}

document.addEventListener("DOMContentLoaded", () => {
  all().forEach((element) => {
    /* The table has it for those who do not see it. */
    element.hidden = false;
    element.setAttribute("aria-hidden", "true");
    draw(element);
    new ResizeObserver(() => echarts.getInstanceByDom(element).resize()).observe(element);
  });
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  dark.addEventListener("change", () => all().forEach(draw));
});
window.jiCharts = { draw, all };
