// The text of one person's SMS. Links lead where they say: none is followed, whatever the person allows elsewhere.
import type { LinkKey } from '../../consent/index.ts'
import { makeLinkToken } from '../../consent/index.ts'
import type { ComposeMail, Content } from '../compose-mail.ts'
import { compileTemplate, renderTemplate } from '../liquid.ts'
import { personVariables } from '../person-variables.ts'
import { returnToken } from '../return-path.ts'
import { smsKey, stopPath } from './stop-link.ts'

export type SmsSettings = { publicUrl: string; linkKey: LinkKey; topicId: string | null }

/** Compiles content into a function that composes the SMS of one person. Throws only for what is wrong in that one. */
export function compileSms(content: Content, { publicUrl, linkKey, topicId }: SmsSettings): ComposeMail {
  const text = compileTemplate(content.text, 'plain')
  const key = smsKey(linkKey)
  return (person) => {
    const token = makeLinkToken(linkKey, { ...person, purposeId: topicId ?? person.purposeId })
    const variables = {
      ...personVariables({ ...person, isTracked: false }, { ...content, countsLinks: false }, token, publicUrl),
      unsubscribe_url: publicUrl + stopPath(linkKey, person),
    }
    return {
      from: content.senderName,
      to: person.address,
      bytes: Buffer.from(renderTemplate(text, variables).trim(), 'utf8'),
      reference: returnToken(key, person),
    }
  }
}
