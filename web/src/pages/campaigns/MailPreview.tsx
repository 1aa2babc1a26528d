// The mail as one named person sees it, wide or on a phone, what tracking does to it, and the checks before publishing.
import { SegmentedControl, Select } from '@mantine/core'
import { IconDeviceDesktop, IconDeviceMobile, IconEye } from '@tabler/icons-react'
import { useState } from 'react'
import { ConsentMark } from '../../parts/ConsentMark.tsx'
import { campaignWords } from '../../words/campaigns.ts'
import { useWords } from '../../words/language.tsx'
import { translationWords } from '../../words/translations.ts'
import { CheckList } from './CheckList.tsx'
import type { Campaign, Preview } from './campaigns.ts'
import styles from './MailPreview.module.css'
import type { DraftState } from './use-draft.ts'

export function MailPreview({ campaign, draft }: { campaign: Campaign; draft: DraftState }) {
  const words = useWords(campaignWords)
  const translation = useWords(translationWords)
  const [width, setWidth] = useState<string>('wide')
  const { preview, person, people } = draft
  const firstName = person?.name.split(' ')[0] ?? ''
  return (
    <aside className={styles.preview}>
      <header className={styles.head}>
        <SegmentedControl
          aria-label={words.previewWidth}
          value={width}
          onChange={setWidth}
          data={[
            { value: 'wide', label: <Width icon={<IconDeviceDesktop size={16} stroke={1.5} />} text={words.wide} /> },
            { value: 'phone', label: <Width icon={<IconDeviceMobile size={16} stroke={1.5} />} text={words.phone} /> },
          ]}
        />
        {people.length > 0 && (
          <Select
            className={styles.person}
            aria-label={words.choosePerson}
            leftSection={<IconEye size={16} stroke={1.5} />}
            searchable
            allowDeselect={false}
            value={person?.id ?? null}
            data={people.map(({ id, name }) => ({ value: id, label: words.asSeen(name) }))}
            onChange={(id) => id && draft.showAs(id)}
          />
        )}
      </header>
      <div className={styles.mail} data-width={width}>
        <MailHead preview={preview} subject={draft.values.subject} preheader={draft.values.preheader} />
        {preview?.mail ? (
          <iframe
            className={styles.body}
            sandbox=""
            title={words.previewTitle(person?.name ?? '')}
            srcDoc={preview.mail.html}
          />
        ) : (
          <p className={styles.nothing}>{people.length === 0 ? words.nobodyToShow : preview ? words.noPreview : ''}</p>
        )}
      </div>
      {preview && person && (
        <p className={styles.tracking}>
          <ConsentMark state={preview.isTracked ? 'given' : 'refused'} />
          <span>{preview.isTracked ? words.tracked(firstName) : words.untracked(firstName)}</span>
        </p>
      )}
      {preview?.language && person && preview.language !== draft.language && (
        <p className="small dim">{translation.gets(firstName, translation.names[preview.language])}</p>
      )}
      {preview && <CheckList campaign={campaign} draft={draft} preview={preview} />}
    </aside>
  )
}

function Width({ icon, text }: { icon: React.ReactNode; text: string }) {
  return (
    <span className={styles.width}>
      {icon}
      {text}
    </span>
  )
}

function MailHead({
  preview,
  subject,
  preheader,
}: {
  preview: Preview | undefined
  subject: string
  preheader: string
}) {
  const sender = preview?.sender
  return (
    <div className={styles.mailHead}>
      <span className={styles.sender} style={{ background: sender?.colour }} aria-hidden>
        {sender?.name.charAt(0)}
      </span>
      <div>
        <p>
          <b>{sender?.name}</b> <span>{sender?.email}</span>
        </p>
        <p className={styles.subject}>{preview?.mail?.subject ?? subject}</p>
        <p>
          <span>{preview?.mail?.preheader ?? preheader}</span>
        </p>
      </div>
    </div>
  )
}
