// An SMTP server that takes every mail, keeps none, and remembers when each transaction began: the moment of MAIL FROM on
// the machine's monotonic clock, which is the same for every process. Usage: node witness-server.ts; prints its port.
// Lines on stdin: `delay MS` before each mail is taken, `log FILE` writes [address, nanoseconds] as lines of JSON, `taken`
// answers how many mails were taken, `taken FILE` writes the address of each, in order.
import { writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

const END = Buffer.from('\r\n.\r\n')
const begun: [to: string, at: string][] = []
/** Of each mail that was there as a whole, whether or not its sender heard the answer. */
const taken: string[] = []
let delayMs = 0

const server = createServer((socket) => {
  socket.setNoDelay(true)
  let isData = false
  let rest: Buffer = Buffer.alloc(0)
  let mailFrom = 0n
  let recipient = ''
  socket.write('220 witness\r\n')
  socket.on('error', () => {})
  const take = async () => {
    if (delayMs > 0) await sleep(delayMs)
    socket.write('250 2.0.0 taken\r\n')
  }
  socket.on('data', (chunk: Buffer) => {
    rest = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk
    for (;;) {
      if (isData) {
        const end = rest.indexOf(END)
        if (end < 0) {
          rest = rest.subarray(Math.max(0, rest.length - END.length + 1))
          return
        }
        isData = false
        rest = rest.subarray(end + END.length)
        taken.push(recipient)
        void take()
      }
      const line = rest.indexOf('\r\n')
      if (line < 0) return
      const command = rest.toString('latin1', 0, line)
      rest = rest.subarray(line + 2)
      if (/^MAIL FROM/i.test(command)) mailFrom = process.hrtime.bigint()
      if (/^RCPT TO/i.test(command)) {
        recipient = /<(.*)>/.exec(command)?.[1] ?? ''
        begun.push([recipient, String(mailFrom)])
      }
      isData = /^DATA/i.test(command)
      socket.write(isData ? '354 go on\r\n' : '250 ok\r\n')
    }
  })
})
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`))
process.stdin.on('data', (line) => {
  const [word, value = ''] = String(line).trim().split(' ')
  if (word === 'delay') delayMs = Number(value)
  if (word === 'log') writeFileSync(value, begun.map((one) => JSON.stringify(one)).join('\n'))
  if (word === 'taken' && value !== '') writeFileSync(value, taken.join('\n'))
  process.stdout.write(word === 'taken' ? `${taken.length}\n` : 'done\n')
})
process.stdin.on('end', () => process.exit(0))
