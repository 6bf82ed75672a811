// node scripts/draw-icons.ts: the desktop edition's icons from their drawings in build/, after one of these changed.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { chromium } from 'playwright'
import { findChromium } from './lib/find-chromium.ts'
import { createIcns, createIco, type IconImage } from './lib/icon-formats.ts'
import { projectRoot } from './lib/project.ts'

const inRoot = (relative: string): string => path.join(projectRoot, relative)
const executablePath = findChromium(process.env)
if (executablePath === undefined) throw new Error('drawing needs a Chromium: set CHROMIUM_PATH')
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] })

/** @param margin transparent border, as a part of the size */
const draw = async (svgFile: string, size: number, margin = 0): Promise<IconImage> => {
  const svg = readFileSync(inRoot(svgFile)).toString('base64')
  const page = await browser.newPage({ viewport: { width: size, height: size } })
  await page.setContent(
    `<style>body { margin: 0 } img { display: block; box-sizing: border-box; padding: ${margin * 100}vw; width: 100vw }</style>` +
      `<img src="data:image/svg+xml;base64,${svg}">`
  )
  await page.locator('img').evaluate((image: HTMLImageElement) => image.decode())
  const png = new Uint8Array(await page.screenshot({ omitBackground: true }))
  await page.close()
  return { size, png }
}

const drawAll = async (svgFile: string, sizes: readonly number[], margin?: number): Promise<readonly IconImage[]> => {
  const images: IconImage[] = []
  for (const size of sizes) images.push(await draw(svgFile, size, margin))
  return images
}

try {
  mkdirSync(inRoot('build/icons'), { recursive: true })
  mkdirSync(inRoot('electron/assets'), { recursive: true })
  for (const { size, png } of await drawAll('build/icon.svg', [16, 32, 48, 64, 128, 256, 512, 1024])) {
    writeFileSync(inRoot(`build/icons/${size}x${size}.png`), png)
    // What Linux shows for the window.
    if (size === 256) writeFileSync(inRoot('electron/assets/icon.png'), png)
  }
  writeFileSync(inRoot('build/icon.ico'), createIco(await drawAll('build/icon.svg', [16, 24, 32, 48, 64, 128, 256])))
  // Apple's grid leaves a tenth free around the shape.
  writeFileSync(
    inRoot('build/icon.icns'),
    createIcns(await drawAll('build/icon.svg', [16, 32, 64, 128, 256, 512, 1024], 100 / 1024))
  )
  // The runtime finds @2x beside a name by itself, and on macOS recolours what is named ...Template.
  for (const [svgFile, name] of [
    ['build/tray.svg', 'tray'],
    ['build/tray-template.svg', 'trayTemplate']
  ] as const) {
    writeFileSync(inRoot(`electron/assets/${name}.png`), (await draw(svgFile, 22)).png)
    writeFileSync(inRoot(`electron/assets/${name}@2x.png`), (await draw(svgFile, 44)).png)
  }
} finally {
  await browser.close()
}
