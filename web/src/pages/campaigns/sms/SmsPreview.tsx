// The SMS as it stands on the phone of one named person, and the checks before publishing.
import { useWords } from '../../../words/language.tsx'
import { smsWords } from '../../../words/sms.ts'
import { translationWords } from '../../../words/translations.ts'
import { CheckList } from '../CheckList.tsx'
import type { Campaign } from '../campaigns.ts'
import previewStyles from '../MailPreview.module.css'
import { PersonSelect } from '../PersonSelect.tsx'
import type { DraftState } from '../use-draft.ts'
import styles from './SmsPreview.module.css'

export function SmsPreview({ campaign, draft }: { campaign: Campaign; draft: DraftState }) {
  const words = useWords(smsWords)
  const translation = useWords(translationWords)
  const { preview, person } = draft
  const firstName = person?.name.split(' ')[0] ?? ''
  return (
    <aside className={previewStyles.preview}>
      <PersonSelect draft={draft} />
      <section className={styles.phone} aria-label={words.previewTitle(person?.name ?? '')}>
        <p className={styles.from}>{preview?.sms?.from ?? preview?.sender?.name}</p>
        {preview?.sms ? (
          <p className={styles.bubble}>{preview.sms.text}</p>
        ) : (
          <p className={styles.nothing}>{!person ? words.nobody : preview ? words.noPreview : ''}</p>
        )}
      </section>
      <p className="small dim">{words.clean}</p>
      {preview?.language && person && preview.language !== draft.language && (
        <p className="small dim">{translation.gets(firstName, translation.names[preview.language])}</p>
      )}
      {preview && <CheckList campaign={campaign} draft={draft} preview={preview} mayFollow={false} />}
    </aside>
  )
}
