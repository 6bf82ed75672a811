// The web edition: what the sync server hands out at /app/. The desktop's renderer is built by electron-vite.
import path from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import { compressBuild } from './scripts/lib/compress-files.ts'
import { lighterPackages } from './scripts/lib/lighter-packages.ts'
import { webChunks } from './scripts/lib/web-chunks.ts'

const base = '/app/'
const megabyte = 1024 * 1024

/** Where `npm run dev` reaches the sync server. */
const syncServer = process.env['COACHDESK_DEV_SERVER'] ?? 'http://127.0.0.1:5985'

export default defineConfig({
  root: path.resolve(import.meta.dirname, 'renderer'),
  base,
  build: {
    outDir: path.resolve(import.meta.dirname, 'out/web'),
    emptyOutDir: true,
    minify: true,
    sourcemap: false,
    // Everything stays a file of its own: the page's policy allows neither inline scripts nor data: fonts.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
    rolldownOptions: { output: { codeSplitting: webChunks } }
  },
  server: {
    host: '127.0.0.1',
    // All but the page itself is the server's, as in production.
    proxy: { '^/(?!app/|app$)': { target: syncServer, changeOrigin: false } }
  },
  plugins: [
    react(),
    lighterPackages(),
    VitePWA({
      strategies: 'generateSW',
      // A new version waits until the person asks for it or the last tab of the old one is closed: nobody's half-written
      // note is reloaded away, and the old page keeps finding its lazy chunks. The page registers the worker itself.
      registerType: 'prompt',
      injectRegister: null,
      scope: base,
      manifest: {
        id: base,
        name: 'CoachDesk',
        short_name: 'CoachDesk',
        description: 'Slots, bookings and feedback for coaches and students, also offline.',
        start_url: base,
        scope: base,
        display: 'standalone',
        background_color: '#ffffff',
        theme_color: '#3b5bdb',
        icons: [{ src: 'icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' }]
      },
      workbox: {
        // Lazy chunks too: a screen that was never opened must open offline.
        globPatterns: ['**/*.{js,css,html,svg,png,ico,woff2}'],
        maximumFileSizeToCacheInBytes: 8 * megabyte,
        navigateFallback: `${base}index.html`,
        // The server's own addresses are never answered by the page, wherever the worker's scope may reach.
        navigateFallbackAllowlist: [/^\/app(?:\/|$)/],
        navigateFallbackDenylist: [/^\/(?!app(?:\/|$))/, /^\/app\/(?:assets|sw\.js|manifest\.webmanifest)/],
        cleanupOutdatedCaches: true,
        clientsClaim: true,
        skipWaiting: false
      }
    }),
    compressBuild()
  ]
})
