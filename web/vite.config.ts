// Builds the web app into web/dist, which the server hands out. While developing, everything the server owns is passed on to it.
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

const SERVER = 'http://localhost:3000'

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/',
  plugins: [react()],
  build: { outDir: 'dist', emptyOutDir: true, sourcemap: false, target: 'es2023' },
  server: { port: 5173, strictPort: true, proxy: { '/api': SERVER, '/mailbox': SERVER, '/openapi.json': SERVER } },
})
