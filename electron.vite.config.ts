// The desktop edition: main, preload and renderer bundles into out/. Everything is bundled: the package ships no node_modules.
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const inRoot = (relative: string): string => path.resolve(import.meta.dirname, relative)

/** Icons keep their names: the system finds the one for dense screens (`@2x`) by name beside the other. */
const copyAssets = {
  name: 'copy-assets',
  generateBundle(this: { emitFile: (file: { type: 'asset'; fileName: string; source: Uint8Array }) => string }): void {
    for (const file of globSync('electron/assets/*.png', { cwd: import.meta.dirname })) {
      this.emitFile({
        type: 'asset',
        fileName: `assets/${path.basename(file)}`,
        source: new Uint8Array(readFileSync(inRoot(file)))
      })
    }
  }
}

export default defineConfig({
  main: {
    plugins: [copyAssets],
    build: {
      outDir: 'out/main',
      sourcemap: false,
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: inRoot('electron/main/index.ts') },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name].js' }
      }
    }
  },
  preload: {
    build: {
      outDir: 'out/preload',
      sourcemap: false,
      // A sandboxed preload is one CommonJS file and may require nothing but electron.
      externalizeDeps: false,
      isolatedEntries: true,
      rolldownOptions: {
        input: { index: inRoot('electron/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' }
      }
    }
  },
  renderer: {
    root: inRoot('renderer'),
    plugins: [react()],
    // The page itself comes from app://, so that the socket that tells of changes needs its address in full.
    server: {
      host: '127.0.0.1',
      port: 5174,
      strictPort: true,
      hmr: { host: '127.0.0.1', clientPort: 5174, protocol: 'ws' }
    },
    build: {
      outDir: inRoot('out/renderer'),
      sourcemap: false,
      minify: true,
      // Everything stays a file of its own: the page's policy allows neither inline scripts nor data: fonts.
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 1500,
      rolldownOptions: { input: { index: inRoot('renderer/index.html') } }
    }
  }
})
