/* Sends a complaint with a photo from Chromium 78, and takes pictures on the way:

       make oldest URL=http://localhost:8080/Plone/jiesu

   The browser comes from npm, packed for another use; no test needs it. */
"use strict";

const fs = require("fs");
const path = require("path");
const zlib = require("zlib");
const puppeteer = require("puppeteer-core");

const URL_OF_DESK = process.argv[2] || "http://localhost:8080/Plone/jiesu";
const FOLDER = path.join(__dirname, "out");
const PACKED = path.join(__dirname, "node_modules", "chrome-aws-lambda", "bin", "chromium.br");
const BROWSER = path.join(FOLDER, "chromium");
const PHOTO = path.join(__dirname, "..", "docs", "images", "home-390.png");

function unpack() {
  fs.mkdirSync(FOLDER, { recursive: true });
  if (!fs.existsSync(BROWSER)) {
    fs.writeFileSync(BROWSER, zlib.brotliDecompressSync(fs.readFileSync(PACKED)), { mode: 0o755 });
  }
}

async function send(page) {
  const picture = (name) => page.screenshot({ path: path.join(FOLDER, name + ".png"), fullPage: true });
  await page.goto(URL_OF_DESK + "/@@submit");
  await page.waitForSelector("form[data-ji-ready]");
  await picture("1-empty");
  await page.type("[name=text]", "12号楼五层的投影仪不亮");
  await (await page.$("[name=files]")).uploadFile(PHOTO);
  await page.waitForSelector(".ji-photo img");
  await page.type("[name=location]", "12号楼");
  await page.waitForSelector(".ji-options li");
  await page.evaluate(() => document.querySelector(".ji-options li").click());
  await page.waitForSelector(".ji-suggested .ji-choice", { visible: true });
  await page.click(".ji-suggested .ji-choice");
  await page.click("[name=agreed]");
  await picture("2-filled");
  await page.click(".ji-foot .ji-btn");
  await page.waitForSelector("[data-ji-copy]", { timeout: 60000 });
  await picture("3-sent");
}

(async () => {
  unpack();
  const browser = await puppeteer.launch({
    executablePath: BROWSER,
    args: ["--headless", "--no-sandbox", "--disable-gpu", "--no-zygote", "--single-process", "--disable-dev-shm-usage"]
  });
  const page = await browser.newPage();
  const errors = [];
  page.on("pageerror", (error) => errors.push(error.message));
  await page.setViewport({ width: 390, height: 844, isMobile: true, hasTouch: true });
  await page.setExtraHTTPHeaders({ "Accept-Language": "zh-CN" });
  await send(page);
  console.log(await browser.version(), "sent it; pictures are in", FOLDER);
  await browser.close();
  if (errors.length) { throw new Error(errors.join("\n")); }
})().catch((error) => { console.error(error.message); process.exit(1); });
