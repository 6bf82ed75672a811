// The whole application with sample data and no server (renderer/dev), as a page of its own. Served by gallery.ts.
import path from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const inProject = (relative: string): string => path.resolve(import.meta.dirname, '../../../..', relative)

export default defineConfig({
  root: inProject('renderer'),
  base: '/app/',
  build: {
    outDir: inProject('out/gallery'),
    emptyOutDir: true,
    chunkSizeWarningLimit: 1500,
    rolldownOptions: { input: inProject('renderer/dev/gallery.html') }
  },
  plugins: [react()]
})
