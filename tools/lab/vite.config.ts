// The lab's own pages: the one with the windows, and the one that signs in on a device. Served by tools/lab/server.
import path from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const inFolder = (relative: string): string => path.resolve(import.meta.dirname, relative)

export default defineConfig({
  root: inFolder('page'),
  base: '/lab/',
  publicDir: false,
  build: {
    outDir: inFolder('../../out/lab'),
    emptyOutDir: true,
    sourcemap: false,
    // Everything stays a file of its own: the pages' policy allows no inline scripts.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
    rolldownOptions: { input: { index: inFolder('page/index.html'), enter: inFolder('page/enter.html') } }
  },
  plugins: [react()]
})
