// Writes openapi.json, which is committed so that a change of the interface shows in a review. A test keeps it fresh.
import { writeFileSync } from 'node:fs'
import { openApiDocument } from './app.ts'

writeFileSync(new URL('../openapi.json', import.meta.url), `${JSON.stringify(openApiDocument(), null, 2)}\n`)
