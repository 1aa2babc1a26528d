// A draft to the mailboxes of colleagues, and what became of the last ones.
import { Button, Modal, MultiSelect, Select } from '@mantine/core'
import { IconSend } from '@tabler/icons-react'
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { get, post } from '../../api.ts'
import { ErrorLine } from '../../parts/ErrorNote.tsx'
import { useMe } from '../../session.ts'
import { useFormats, useWords } from '../../words/language.tsx'
import type { TextLanguage } from '../../words/purposes.ts'
import { testMailWords } from '../../words/test-mails.ts'
import { translationWords } from '../../words/translations.ts'
import styles from './CampaignPage.module.css'
import type { Campaign } from './campaigns.ts'
import type { DraftState } from './use-draft.ts'

type TestMail = {
  id: string
  name: string
  language: TextLanguage
  status: 'waiting' | 'sent' | 'failed'
  fault: string | null
  at: string
}
type TestMails = { people: { id: string; name: string }[]; items: TestMail[] }

/** ms between looks while something is in line. */
const LIVE_MS = 1000

const testMailsQuery = (id: string) =>
  queryOptions({
    queryKey: ['campaign', id, 'test-mails'],
    queryFn: ({ signal }) => get<TestMails>(`/campaigns/${id}/test-mails`, signal),
    refetchInterval: ({ state }) => (state.data?.items.some((one) => one.status === 'waiting') ? LIVE_MS : false),
  })

export function TestSend({ campaign, draft }: { campaign: Campaign; draft: DraftState }) {
  const words = useWords(testMailWords)
  const [isOpen, setOpen] = useState(false)
  if (useMe().role === 'privacy_officer') return null
  return (
    <>
      <Button size="xs" leftSection={<IconSend size={14} stroke={1.5} />} onClick={() => setOpen(true)}>
        {words.send}
      </Button>
      {isOpen && <TestDialog campaign={campaign} draft={draft} onClose={() => setOpen(false)} />}
    </>
  )
}

type DialogProps = { campaign: Campaign; draft: DraftState; onClose: () => void }

function TestDialog({ campaign, draft, onClose }: DialogProps) {
  const words = useWords(testMailWords)
  const { names } = useWords(translationWords)
  const formats = useFormats()
  const me = useMe()
  const queries = useQueryClient()
  const { data } = useQuery(testMailsQuery(campaign.id))
  const people = data?.people ?? []
  const [chosen, setChosen] = useState<string[]>()
  const [contactId, setContactId] = useState<string | null>(draft.person?.id ?? null)
  const userIds = chosen ?? people.filter(({ id }) => id === me.id).map(({ id }) => id)
  const send = useMutation({
    mutationFn: async () => {
      await draft.flush()
      await post(`/campaigns/${campaign.id}/test-mails`, { userIds, language: draft.language, contactId })
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['campaign', campaign.id, 'test-mails'] }),
  })
  const language = campaign.translations.length > 0 ? ` (${names[draft.language]})` : ''
  return (
    <Modal opened onClose={onClose} title={`${words.title}${language}`}>
      <div className={styles.form}>
        <p>{words.detail}</p>
        <MultiSelect
          label={words.to}
          searchable
          data={people.map(({ id, name }) => ({ value: id, label: name }))}
          value={userIds}
          onChange={setChosen}
        />
        <Select
          label={words.as}
          placeholder={words.asSelf}
          clearable
          searchable
          data={draft.people.map(({ id, name }) => ({ value: id, label: name }))}
          value={contactId}
          onChange={setContactId}
        />
        {send.isError && <ErrorLine error={send.error} />}
        <Button variant="filled" disabled={send.isPending || userIds.length === 0} onClick={() => send.mutate()}>
          {words.sendTo(formats.number(userIds.length), userIds.length === 1)}
        </Button>
        {data && data.items.length > 0 && (
          <section aria-live="polite">
            <h2 className={styles.label}>{words.last}</h2>
            <ul>
              {data.items.map(({ id, name, status, fault, at }) => (
                <li key={id} className="small">
                  {words.states[status]} · {name} · {formats.time(new Date(at))}
                  {fault !== null && <span className="dim"> · {fault}</span>}
                </li>
              ))}
            </ul>
          </section>
        )}
      </div>
    </Modal>
  )
}
