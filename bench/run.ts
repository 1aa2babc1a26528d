// npm run bench -- NAME [--option value …]: runs bench/NAME.ts and prints its figures as one JSON object, the last line.
// npm run bench -- all --write: runs every one and puts the figures into docs/benchmarks.md; with a name, those of that one.
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
if (options.write !== undefined) writeFigures(figures)
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

/** One line of docs/benchmarks.md for each figure; those of benchmarks that were not run stay as they are. */
function writeFigures(fresh: Record<string, Figures>): void {
  const file = join(folder, '../docs/benchmarks.md')
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  const given = Object.entries(options).flatMap(([option, value]) =>
    option === 'write' ? [] : [`--${option} ${value}`.trim()],
  )
  const measured = `${commit}, ${new Date().toISOString().slice(0, 10)}`
  const rows = Object.entries(fresh).flatMap(([each, of]) =>
    Object.entries(of).map(
      ([figure, value]) =>
        `| ${[each, ...given].join(' ')} | ${figure} | ${Number(value.toPrecision(4))} | ${measured} |`,
    ),
  )
  const isFresh = (row: string) => rows.some((one) => one.split('|')[1] === row.split('|')[1])
  const kept = readFileSync(file, 'utf8')
    .split('\n')
    .filter((row) => row.startsWith('| ') && !row.startsWith('| benchmark |') && !isFresh(row))
  writeFileSync(file, describe([...kept, ...rows].sort(byBenchmark)))
}

/** By name; the figures of one stay in their order. */
function byBenchmark(one: string, other: string): number {
  const [a, b] = [one.split('|')[1] ?? '', other.split('|')[1] ?? '']
  return a === b ? 0 : a < b ? -1 : 1
}

function describe(rows: readonly string[]): string {
  const memory = Math.round(totalmem() / 1024 ** 3)
  return `# Benchmarks

Measured with \`npm run bench -- NAME --write\` on ${availableParallelism()} cores (${cpus()[0]?.model ?? 'unknown'}), ${memory} GB, Node ${process.version}. Ratios count: machines differ, and each ratio compares two things measured in the same run. What each figure means stands at the top of its file in \`bench/\`.

| benchmark | figure | value | measured at |
|---|---|---|---|
${rows.join('\n')}
`
}
