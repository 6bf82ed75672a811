// The desktop edition: main, preload and renderer bundles into out/. Everything is bundled: the package ships no node_modules.
import path from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

const inRoot = (relative: string): string => path.resolve(import.meta.dirname, relative)

export default defineConfig({
  main: {
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
