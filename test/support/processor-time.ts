/** Answers with the ms of processor time that this thread has spent since. A busy machine makes work late, not dear. */
export function countProcessorTime(): () => number {
  const start = process.threadCpuUsage()
  return () => {
    const { user, system } = process.threadCpuUsage(start)
    return (user + system) / 1000
  }
}
