// What a message is called in lists: the subject of a mail, the beginning of an SMS, which has none.
import { Prisma } from '../../platform/database.ts'

/** Of a joined `content`. */
export const titleSql = Prisma.sql`(case when content.channel = 'sms' then left(content.text, 100) else content.subject end)`
