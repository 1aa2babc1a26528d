// Proportional memory (PSS) of processes and all their children: pages that several share count once in all.
import { readdirSync, readFileSync } from 'node:fs'

/** Each look walks the memory of a whole process, which the product pays for. */
const LOOK_EVERY_MS = 1000

/** In MB (2^20 bytes), of these processes and whatever Node processes they started. */
export function memoryOf(pids: readonly number[]): number {
  const wanted = new Set(pids)
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
  const parentOf = new Map(processes.map((pid) => [pid, parent(pid)]))
  for (let grew = true; grew; ) {
    const before = wanted.size
    for (const [pid, of] of parentOf) if (of !== undefined && wanted.has(of)) wanted.add(pid)
    grew = wanted.size > before
  }
  return [...wanted].filter(isNode).reduce((sum, pid) => sum + proportional(pid), 0) / 1024
}

/** Watches while something runs; `stop` answers with the most that was seen. */
export function watchMemory(pids: () => readonly number[]): { stop: () => number } {
  let most = 0
  const look = () => {
    most = Math.max(most, memoryOf(pids()))
  }
  const timer = setInterval(look, LOOK_EVERY_MS)
  return {
    stop: () => {
      clearInterval(timer)
      look()
      return most
    },
  }
}

const read = (path: string) => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return '' // the process has ended
  }
}
const parent = (pid: number) => Number(/^PPid:\t(\d+)$/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0) || undefined
const isNode = (pid: number) => /^Name:\t(node|MainThread)/m.test(read(`/proc/${pid}/status`))
const proportional = (pid: number) => Number(/^Pss:\s+(\d+) kB$/m.exec(read(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0)
