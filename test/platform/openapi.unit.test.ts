import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { openApiDocument, routes } from '../../src/app.ts'

test('openapi.json is what the routes say (run `npm run openapi` after changing one)', () => {
  const committed: unknown = JSON.parse(readFileSync(new URL('../../openapi.json', import.meta.url), 'utf8'))
  expect(committed).toEqual(JSON.parse(JSON.stringify(openApiDocument())))
})

test('no two routes answer the same request or carry the same operation id', () => {
  const operations = Object.values(openApiDocument().paths ?? {}).flatMap((path) =>
    Object.values(path as Record<string, { operationId: string }>).map(({ operationId }) => operationId),
  )
  expect(operations.length).toBe(routes.length)
  expect(new Set(operations).size).toBe(operations.length)
})
