// An SMS, frozen: its text with who it is from and how to stop it, and the sender as it stands now.
import type { Db } from '../../platform/database.ts'
import { DomainError, found } from '../../platform/errors.ts'
import { findBrand } from '../brand-look/brand-variables.ts'
import { compileTemplate } from '../liquid.ts'
import type { NewContent } from '../save-content.ts'
import { hasStopWord } from './stop-words.ts'

/** Saves the text for sending and answers with its id. Throws `invalid` where it says no sender or cannot be stopped. */
export async function saveSmsContent(db: Db, content: NewContent): Promise<string> {
  const brand = found(
    await db.brand.findUnique({ where: { id: content.brandId }, include: { smsSender: true } }),
    'sender',
  )
  const { smsSender } = brand
  if (!smsSender) throw invalid('The sender has no name or number for SMS. Set it, then save again.')
  const mayAnswer = smsSender.takesAnswers && hasStopWord(content.text)
  if (!mayAnswer && !content.text.includes('unsubscribe_url'))
    throw invalid('The SMS says no way to stop it. Put {{ unsubscribe_url }} at its end, then save again.')
  compileTemplate(content.text, 'plain')
  const row = await db.messageContent.create({
    data: {
      ...{ ...content, subject: '', preheader: '', html: '', channel: 'sms' },
      frozenBrand: JSON.stringify(await findBrand(db, content.brandId)),
      ...{ senderName: smsSender.sender, senderEmail: brand.senderEmail },
    },
    select: { id: true },
  })
  return row.id
}

const invalid = (message: string) => new DomainError('invalid', message)
