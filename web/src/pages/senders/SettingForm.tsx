// What the forms about senders share: the fields, what came of saving, and either a button or who may press it.
import { Button } from '@mantine/core'
import type { UseMutationResult } from '@tanstack/react-query'
import type { FormEventHandler, ReactNode } from 'react'
import { FaultLines } from '../../parts/ErrorNote.tsx'
import { Note } from '../../parts/Tag.tsx'
import { useWords } from '../../words/language.tsx'
import { senderWords } from '../../words/senders.ts'
import styles from './SendersPage.module.css'

export type SettingFormProps = {
  onSubmit: FormEventHandler<HTMLFormElement>
  save: Pick<UseMutationResult, 'isError' | 'error' | 'isSuccess' | 'isPending'>
  /** What holds from now on. */
  saved: string
  /** Who changes this, for those who only read it; null for whoever may. */
  readOnly: string | null
  children: ReactNode
}

export function SettingForm({ onSubmit, save, saved, readOnly, children }: SettingFormProps) {
  const words = useWords(senderWords)
  return (
    <form className={styles.form} onSubmit={onSubmit} noValidate>
      {children}
      {save.isError && <FaultLines error={save.error} />}
      {save.isSuccess && <Note role="status">{saved}</Note>}
      {readOnly === null ? (
        <div>
          <Button type="submit" disabled={save.isPending}>
            {words.save}
          </Button>
        </div>
      ) : (
        <p className="small dim">{readOnly}</p>
      )}
    </form>
  )
}
