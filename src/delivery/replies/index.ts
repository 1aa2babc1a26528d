// The public face of answers: keep one, and who is to read it.
export { asksStop, type StopWish } from './asks-stop.ts'
export { eraseReplies, findRepliesOf, foretellReplies, replyJobs } from './forget-replies.ts'
export { type KeptReply, keepReply, type NewReply } from './keep-reply.ts'
export { type OwnerFinder, registerReplyOwners } from './owners.ts'
