// The mail of one way, written as every mail is: blocks, MJML and text part, with its own preview.
import { Button, Modal } from '@mantine/core'
import { useState } from 'react'
import { experimentWords } from '../../../words/experiment.ts'
import { useWords } from '../../../words/language.tsx'
import type { Campaign } from '../campaigns.ts'
import { MailEditor } from '../editor/MailEditor.tsx'
import { MailPreview } from '../MailPreview.tsx'
import type { DraftState } from '../use-draft.ts'
import { usePreview } from '../use-preview.ts'
import styles from './Experiment.module.css'
import type { Way } from './experiment.ts'

export type WayMailProps = {
  letter: string
  way: Way
  campaign: Campaign
  onChange: (part: Partial<Way>) => void
  /** It has been written, for now. */
  onDone: () => void
}

export function WayMail({ onDone, ...of }: WayMailProps) {
  const words = useWords(experimentWords)
  const [isOpen, setOpen] = useState(false)
  const done = () => {
    setOpen(false)
    onDone()
  }
  return (
    <>
      <Button onClick={() => setOpen(true)}>{words.editWay(of.letter)}</Button>
      {/* Escape leaves the text that is being written, and not the mail. */}
      <Modal
        fullScreen
        opened={isOpen}
        onClose={done}
        closeOnEscape={false}
        title={words.mailOf(of.letter)}
        closeButtonProps={{ 'aria-label': words.saveAndClose }}
      >
        <WayEditor {...of} />
        <div className={styles.wayDone}>
          <Button variant="filled" onClick={done}>
            {words.saveAndClose}
          </Button>
        </div>
      </Modal>
    </>
  )
}

function WayEditor({ way, campaign, onChange }: Omit<WayMailProps, 'onDone'>) {
  const { mjml, plainText, plainTextOf } = way
  const { subject, preheader, language } = campaign
  const values = { subject, preheader, mjml: mjml ?? '', plainText, plainTextOf }
  const { settled: _, ...seen } = usePreview(campaign, language, values)
  const draft: DraftState = {
    ...{ ...seen, values, language, mayEdit: true, savedAt: undefined, saveError: null },
    change: onChange,
    switchTo: () => {},
    flush: async () => {},
  }
  const problems = seen.preview?.checks.flatMap((check) => check.problems).filter(({ path }) => path === 'mjml') ?? []
  return (
    <div className={styles.wayMail}>
      <MailEditor
        mjml={values.mjml}
        mayEdit
        sender={seen.preview?.sender ?? undefined}
        problems={problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0))}
        onChange={(next) => onChange({ mjml: next })}
      />
      <MailPreview campaign={campaign} draft={draft} isWay />
    </div>
  )
}
