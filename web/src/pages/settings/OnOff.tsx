// A setting that is on or off, said in words as well: what holds now stands beside it.
import { SegmentedControl } from '@mantine/core'
import type { ReactNode } from 'react'
import { ErrorLine } from '../../parts/ErrorNote.tsx'
import { Note } from '../../parts/Tag.tsx'
import { useWords } from '../../words/language.tsx'
import { settingWords } from '../../words/settings.ts'
import styles from './SettingsPage.module.css'

export type OnOffProps = {
  label: string
  isOn: boolean
  /** What holds while it is so. */
  now: ReactNode
  mayChange: boolean
  isSaving: boolean
  error: unknown
  /** What has just come to hold. */
  saved: string | null
  onChange: (isOn: boolean) => void
}

export function OnOff({ label, isOn, now, mayChange, isSaving, error, saved, onChange }: OnOffProps) {
  const words = useWords(settingWords)
  return (
    <>
      <div className={styles.switch}>
        <SegmentedControl
          aria-label={label}
          disabled={!mayChange || isSaving}
          data={[
            { value: 'off', label: words.off },
            { value: 'on', label: words.on },
          ]}
          value={isOn ? 'on' : 'off'}
          onChange={(value) => onChange(value === 'on')}
        />
        <p>{now}</p>
      </div>
      {error !== null && <ErrorLine error={error} />}
      {saved !== null && <Note role="status">{saved}</Note>}
      {!mayChange && <p className="small dim">{words.officerOnly}</p>}
    </>
  )
}
