// The public face of calls and letters: registers, hours, and what they ask for.
export { type CallTime, callTimeOf } from './call-times.ts'
export { findCallTimes } from './find-call-times.ts'
export { holidaysOf } from './holidays.ts'
export { findRegister, type RegisteredChannel } from './registers/index.ts'
