// npm run bench -- NAME [--option value …]: runs bench/NAME.ts and prints its figures as one JSON object, the last line.
// npm run bench -- all --write: runs every one and puts the figures into docs/benchmarks.md.
import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { availableParallelism, cpus, totalmem } from 'node:os'
import { join } from 'node:path'
import type { Benchmark, Figures } from './benchmark.ts'

const folder = import.meta.dirname
/** What stands beside the benchmarks measures nothing by itself. */
const isBenchmark = (file: string) => readFileSync(join(folder, file), 'utf8').includes('\nexport async function run(')

const [name = '', ...rest] = process.argv.slice(2)
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.ts') && isBenchmark(file))
  .map((file) => file.slice(0, -3))
  .sort()

if (name !== 'all' && !names.includes(name)) {
  process.stderr.write(`There is no benchmark "${name}". Choose one of: ${names.join(', ')}, all.\n`)
  process.exit(1)
}
const options = readOptions(rest)
const figures: Record<string, Figures> = {}
for (const each of name === 'all' ? names : [name]) figures[each] = await runOne(each, name === 'all' ? {} : options)
if (options.write !== undefined) writeFileSync(join(folder, '../docs/benchmarks.md'), describe(figures))
process.stdout.write(`${JSON.stringify(name === 'all' ? figures : figures[name])}\n`)
process.exit(process.exitCode ?? 0)

async function runOne(each: string, given: Record<string, string>): Promise<Figures> {
  process.stderr.write(`${each} …\n`)
  const { run } = (await import(`./${each}.ts`)) as Benchmark
  const figures = await run(given)
  process.stderr.write(`${JSON.stringify(figures)}\n`)
  return figures
}

/** --messages 1000 --dkim becomes { messages: '1000', dkim: '' }. */
function readOptions(words: string[]): Record<string, string> {
  const read: Record<string, string> = {}
  words.forEach((word, index) => {
    const value = words[index + 1]
    if (word.startsWith('--')) read[word.slice(2)] = value === undefined || value.startsWith('--') ? '' : value
  })
  return read
}

function describe(all: Record<string, Figures>): string {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  const memory = Math.round(totalmem() / 1024 ** 3)
  const rows = Object.entries(all).flatMap(([each, of]) =>
    Object.entries(of).map(([figure, value]) => `| ${each} | ${figure} | ${Number(value.toPrecision(4))} |`),
  )
  return `# Benchmarks

Measured ${new Date().toISOString().slice(0, 10)} at ${commit} with \`npm run bench -- all --write\`, on ${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}), ${memory} GB, Node ${process.version}. Ratios count: machines differ, and each ratio compares two things measured in the same run. What each figure means stands at the top of its file in \`bench/\`.

| benchmark | figure | value |
|---|---|---|
${rows.join('\n')}
`
}
