#!/usr/bin/env node
// Stands in for Prisma's native schema engine, which the Prisma CLI would download: the CLI speaks JSON-RPC over
// stdin and stdout with whatever PRISMA_SCHEMA_ENGINE_BINARY names, and this answers with the same engine compiled
// to WebAssembly (npm: @prisma/schema-engine-wasm). It only passes on; it must never decide anything itself.
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils'

/** PostgreSQL's one-byte "char": the engine reads it in the catalogues, adapter-pg knows only text. */
const CHAR = 18
const TEXT = 25

const { options, datamodels } = readArguments(process.argv.slice(2))
if (options.has('cli')) process.exit(0) // `cli can-connect-to-database`: the real command reports it better

/** Requests that are not answered yet. A panic must answer them, or the CLI takes silence for success. */
const unanswered = new Map()
let panic
globalThis.PRISMA_WASM_PANIC_REGISTRY = {
  set_message: (message) => {
    panic = message
  },
}
process.on('uncaughtException', (error) => {
  for (const id of unanswered.keys()) refuse(id, `The schema engine failed: ${panic ?? error.stack}`)
  process.exitCode = 1
})

const engine = await openEngine()
createInterface({ input: process.stdin })
  .on('line', (line) => {
    const request = JSON.parse(line)
    if (request.method) unanswered.set(request.id, answer(request)) // else it acknowledges our own `print`
  })
  .on('close', async () => {
    await Promise.all(unanswered.values())
    process.exit()
  })

async function answer({ id, method, params }) {
  try {
    const result = await (method === 'getDatabaseVersion' ? engine.version(params) : engine[method](params))
    if (method === 'diff' && result.stdout != null)
      send({ id: `print-${id}`, method: 'print', params: { content: result.stdout } })
    send({ id, result: result ?? null })
    unanswered.delete(id)
  } catch (error) {
    refuse(id, String(error.message))
  }
}

function refuse(id, message) {
  send({ id, error: { code: 4466, message: 'see data', data: { is_panic: false, message, meta: null } } })
  unanswered.delete(id)
}

function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`)
}

async function openEngine() {
  const main = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm')
  const glue = await import(pathToFileURL(main.replace(/schema_engine\.js$/, 'schema_engine_bg.js')))
  const code = readFileSync(main.replace(/schema_engine\.js$/, 'schema_engine_bg.wasm'))
  const { instance } = await WebAssembly.instantiate(code, { './schema_engine_bg.js': glue })
  glue.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
  const settings = { datamodels: datamodels.length > 0 ? datamodels : undefined }
  return glue.SchemaEngine.new(settings, () => {}, bindMigrationAwareSqlAdapterFactory(adapterFor(connection())))
}

function adapterFor(pg) {
  return new (class MigrationPg extends PrismaPg {
    async connect() {
      const adapter = await super.connect()
      const pool = adapter.underlyingDriver()
      const query = pool.query.bind(pool)
      const queryRaw = adapter.queryRaw.bind(adapter)
      const charColumns = new WeakMap()
      pool.query = async (...statement) => {
        const result = await query(...statement)
        const fields = result.fields?.filter((field) => field.dataTypeID === CHAR) ?? []
        charColumns.set(
          result.rows,
          fields.map((field) => result.fields.indexOf(field)),
        )
        for (const field of fields) field.dataTypeID = TEXT
        return result
      }
      adapter.queryRaw = async (statement) => {
        const result = await queryRaw(statement)
        for (const column of charColumns.get(result.rows) ?? []) result.columnTypes[column] = ColumnTypeEnum.Character
        return result
      }
      adapter.executeScript = async (sql) => {
        await query(sql) // adapter-pg would split it at every ';', also inside functions
      }
      return adapter
    }

    // adapter-pg drops the shadow database before it has left it.
    async connectToShadowDb() {
      const database = `shadow_${randomUUID()}`
      const main = await this.connect()
      await main.executeScript(`create database "${database}"`)
      const shadow = await adapterFor({ ...pg, database }).connect()
      const leave = shadow.dispose.bind(shadow)
      shadow.dispose = async () => {
        await leave()
        await main.executeScript(`drop database "${database}"`)
        await main.dispose()
      }
      return shadow
    }
  })(pg)
}

/** Field by field: given a connection string, adapter-pg's shadow pool would reach the main database. */
function connection() {
  const url = new URL(JSON.parse(options.get('--datasource') ?? '{}').url ?? process.env.DATABASE_URL)
  return {
    host: url.searchParams.get('host') ?? url.hostname,
    port: Number(url.port || 5432),
    database: url.pathname.slice(1),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password) || undefined,
  }
}

function readArguments(argv) {
  const options = new Map()
  const datamodels = []
  if (argv.includes('cli')) options.set('cli', 'true')
  for (let i = 0; i < argv.length; i += 2) {
    if (argv[i] === '--datamodels') datamodels.push([argv[i + 1], readFileSync(argv[i + 1], 'utf8')])
    else options.set(argv[i], argv[i + 1])
  }
  return { options, datamodels }
}
