// The mail as one named person sees it, at a desk, on a phone, in the dark or as text alone, what tracking does to it, and
// the checks before publishing.
import { SegmentedControl } from '@mantine/core'
import { IconDeviceDesktop, IconDeviceMobile, IconFileText, IconMoon, IconSun } from '@tabler/icons-react'
import { useState } from 'react'
import { ConsentMark } from '../../parts/ConsentMark.tsx'
import { campaignWords } from '../../words/campaigns.ts'
import { editorWords } from '../../words/editor.ts'
import { useWords } from '../../words/language.tsx'
import { translationWords } from '../../words/translations.ts'
import { CheckList } from './CheckList.tsx'
import type { Campaign, Preview } from './campaigns.ts'
import styles from './MailPreview.module.css'
import { PersonSelect } from './PersonSelect.tsx'
import { PlainTextPart } from './PlainTextPart.tsx'
import { PreviewFrame, type PreviewScheme, type PreviewShape } from './PreviewFrame.tsx'
import { TestSend } from './TestSend.tsx'
import type { DraftState } from './use-draft.ts'

type MailPreviewProps = {
  campaign: Campaign
  draft: DraftState
  /** Another way to say it, of an experiment: what is asked of the campaign is not asked of it. */
  isWay?: boolean
}

export function MailPreview({ campaign, draft, isWay = false }: MailPreviewProps) {
  const words = useWords(campaignWords)
  const translation = useWords(translationWords)
  const editor = useWords(editorWords)
  const [shape, setShape] = useState<PreviewShape>(() => (window.innerWidth < 700 ? 'phone' : 'wide'))
  const [scheme, setScheme] = useState<PreviewScheme>('light')
  const { preview, person } = draft
  const firstName = person?.name.split(' ')[0] ?? ''
  return (
    <aside className={styles.preview}>
      <header className={styles.head}>
        <SegmentedControl
          aria-label={words.previewWidth}
          value={shape}
          onChange={setShape}
          data={[
            { value: 'wide', label: <Choice icon={<IconDeviceDesktop size={16} stroke={1.5} />} text={words.wide} /> },
            { value: 'phone', label: <Choice icon={<IconDeviceMobile size={16} stroke={1.5} />} text={words.phone} /> },
            { value: 'text', label: <Choice icon={<IconFileText size={16} stroke={1.5} />} text={editor.plain} /> },
          ]}
        />
        <SegmentedControl
          aria-label={editor.scheme}
          value={scheme}
          onChange={setScheme}
          data={[
            { value: 'light', label: <IconSun size={16} stroke={1.5} role="img" aria-label={editor.light} /> },
            { value: 'dark', label: <IconMoon size={16} stroke={1.5} role="img" aria-label={editor.dark} /> },
          ]}
        />
        <PersonSelect draft={draft} className={styles.person} />
        {!isWay && <TestSend campaign={campaign} draft={draft} />}
      </header>
      {shape === 'text' && draft.mayEdit && (
        <PlainTextPart
          text={draft.values}
          madeText={preview?.madeText}
          language={draft.language}
          problems={preview?.checks.flatMap((check) => check.problems) ?? []}
          onChange={draft.change}
        />
      )}
      <div className={styles.mail} data-shape={shape} data-scheme={scheme}>
        <MailHead preview={preview} subject={draft.values.subject} preheader={draft.values.preheader} />
        {preview?.mail ? (
          <PreviewFrame
            mail={preview.mail}
            shape={shape}
            scheme={scheme}
            title={words.previewTitle(person?.name ?? '')}
            textTitle={editor.plainTitle}
          />
        ) : (
          <p className={styles.nothing}>{preview && (person ? words.noPreview : words.nobodyToShow)}</p>
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
      {preview && <CheckList campaign={campaign} draft={draft} preview={preview} mayFollow={draft.mayEdit && !isWay} />}
    </aside>
  )
}

function Choice({ icon, text }: { icon: React.ReactNode; text: string }) {
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
