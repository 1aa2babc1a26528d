// An SMTP server that takes every mail and keeps none, in a process of its own. Written for little work per mail, so that
// what is measured is the sender. It offers PIPELINING (RFC 2920), as relays do; --plain: it does not. Usage: node
// discard-server.ts; prints its port; answers 'count' on stdin with a number.
import { type AddressInfo, createServer } from 'node:net'

const END = Buffer.from('\r\n.\r\n')
const GREETING = process.argv.includes('--plain') ? '250 discard\r\n' : '250-discard\r\n250 PIPELINING\r\n'
let taken = 0

const server = createServer((socket) => {
  socket.setNoDelay(true)
  let isData = false
  let tail: Buffer = Buffer.alloc(0)
  socket.write('220 discard\r\n')
  socket.on('error', () => {})
  socket.on('data', (chunk: Buffer) => {
    socket.cork() // one write for all that was asked at once
    read(chunk)
    socket.uncork()
  })
  const read = (chunk: Buffer) => {
    let rest = tail.length > 0 ? Buffer.concat([tail, chunk]) : chunk
    for (;;) {
      if (isData) {
        const end = rest.indexOf(END)
        if (end < 0) {
          tail = rest.subarray(Math.max(0, rest.length - END.length + 1))
          return
        }
        isData = false
        taken++
        rest = rest.subarray(end + END.length)
        socket.write('250 2.0.0 taken\r\n')
      }
      const line = rest.indexOf('\r\n')
      if (line < 0) {
        tail = Buffer.from(rest)
        return
      }
      const command = rest.toString('latin1', 0, Math.min(line, 4)).toUpperCase()
      rest = rest.subarray(line + 2)
      if (command === 'DATA') {
        isData = true
        socket.write('354 go on\r\n')
      } else if (command === 'QUIT') {
        socket.end('221 bye\r\n')
        return
      } else socket.write(command === 'EHLO' ? GREETING : '250 ok\r\n')
    }
  }
})
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`))
process.stdin.on('data', () => process.stdout.write(`${taken}\n`))
process.stdin.on('end', () => process.exit(0))
