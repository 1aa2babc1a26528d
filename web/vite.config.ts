// Builds the web app into web/dist, which the server hands out. While developing, everything the server owns is passed on to it.
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The first browsers that know light-dark(), which the colours are written in. */
const BROWSERS = ['chrome123', 'edge123', 'firefox120', 'safari17.5']
/** The server takes changes only from its own address, so that is where they are said to come from. */
const SERVER = { target: 'http://localhost:3000', headers: { origin: 'http://localhost:3000' } }

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/',
  plugins: [react()],
  build: { outDir: 'dist', emptyOutDir: true, sourcemap: false, target: BROWSERS, cssTarget: BROWSERS },
  server: { port: 5173, strictPort: true, proxy: { '/api': SERVER, '/mailbox': SERVER, '/openapi.json': SERVER } },
})
