// Keys for scripts. A key is shown once, when it is made; a revoked key opens nothing and stays in the list as a fact.
import { Button, Code, CopyButton, Modal, Select, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { del, post } from '../../api.ts'
import { Answer } from '../../parts/Answer.tsx'
import { DateText } from '../../parts/DateText.tsx'
import { ErrorLine } from '../../parts/ErrorNote.tsx'
import { Note } from '../../parts/Tag.tsx'
import type { Role } from '../../session.ts'
import { accessWords } from '../../words/access.ts'
import { frameWords } from '../../words/frame.ts'
import { useWords } from '../../words/language.tsx'
import styles from './AccessPage.module.css'
import { type ApiKey, apiKeysQuery, type NewApiKey, ROLES } from './access.ts'

export function ApiKeys() {
  const words = useWords(accessWords)
  const frame = useWords(frameWords)
  const keys = useQuery(apiKeysQuery)
  const [revoking, setRevoking] = useState<ApiKey | null>(null)
  return (
    <section className={styles.section}>
      <h2>{words.keys}</h2>
      <Answer query={keys} what={words.keys}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="muted text-13">{words.noKeys}</p>
          ) : (
            <table className={styles.list}>
              <thead>
                <tr>
                  <th scope="col">{words.name}</th>
                  <th scope="col">{words.keyBegins}</th>
                  <th scope="col">{words.role}</th>
                  <th scope="col">{words.lastUsed}</th>
                  <td />
                </tr>
              </thead>
              <tbody>
                {items.map((key) => (
                  <tr key={key.id}>
                    <td>
                      <b>{key.name}</b>
                    </td>
                    <td>
                      <Code>{key.prefix}…</Code>
                    </td>
                    <td>{frame.role[key.role]}</td>
                    <td className="dim">
                      {key.lastUsedAt ? <DateText at={key.lastUsedAt} show="both" /> : words.never}
                    </td>
                    <td className="numeric">
                      {key.revokedAt ? (
                        <span className="small dim">
                          {words.revoked} <DateText at={key.revokedAt} />
                        </span>
                      ) : (
                        <Button size="compact-sm" onClick={() => setRevoking(key)}>
                          {words.revoke}
                        </Button>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )
        }
      </Answer>
      <NewKey />
      {revoking && <Revoke apiKey={revoking} onClose={() => setRevoking(null)} />}
    </section>
  )
}

function Revoke({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const words = useWords(accessWords)
  const queries = useQueryClient()
  const revoke = useMutation({
    mutationFn: () => del(`/api-keys/${apiKey.id}`),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: apiKeysQuery.queryKey })
      onClose()
    },
  })
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.revokeTitle(apiKey.name)}
      closeButtonProps={{ 'aria-label': words.cancel }}
    >
      <p>{words.revokeDetail}</p>
      {revoke.isError && <ErrorLine error={revoke.error} />}
      <div className={styles.buttons}>
        <Button variant="filled" disabled={revoke.isPending} onClick={() => revoke.mutate()}>
          {words.revokeButton}
        </Button>
        <Button variant="subtle" color="gray" onClick={onClose}>
          {words.cancel}
        </Button>
      </div>
    </Modal>
  )
}

type NewKeyValues = { name: string; role: Role }

function NewKey() {
  const words = useWords(accessWords)
  const frame = useWords(frameWords)
  const queries = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  const form = useForm<NewKeyValues>({
    mode: 'uncontrolled',
    initialValues: { name: '', role: 'marketer' },
    validate: { name: (name) => (name.trim() === '' ? words.keyNameNeeded : null) },
  })
  const make = useMutation({
    mutationFn: (values: NewKeyValues) => post<NewApiKey>('/api-keys', values),
    onSuccess: async () => {
      form.reset()
      setOpen(false)
      await queries.invalidateQueries({ queryKey: apiKeysQuery.queryKey })
    },
  })
  return (
    <>
      {make.isSuccess && !isOpen && (
        <Note role="status">
          <p>{words.keyMade}</p>
          <p className={styles.key}>
            <Code>{make.data.key}</Code>
            <CopyButton value={make.data.key}>
              {({ copied, copy }) => (
                <Button size="compact-sm" onClick={copy}>
                  {copied ? words.copied : words.copy}
                </Button>
              )}
            </CopyButton>
          </p>
        </Note>
      )}
      {!isOpen && <Button onClick={() => setOpen(true)}>{words.makeKey}</Button>}
      {isOpen && (
        <form className={styles.form} onSubmit={form.onSubmit((values) => make.mutate(values))} noValidate>
          <TextInput label={words.keyName} autoComplete="off" key={form.key('name')} {...form.getInputProps('name')} />
          <Select
            label={words.role}
            description={words.keyRoleHint}
            allowDeselect={false}
            data={ROLES.map((role) => ({ value: role, label: frame.role[role] }))}
            key={form.key('role')}
            {...form.getInputProps('role')}
          />
          {make.isError && <ErrorLine error={make.error} />}
          <div className={styles.buttons}>
            <Button type="submit" variant="filled" disabled={make.isPending}>
              {words.makeKey}
            </Button>
            <Button variant="subtle" color="gray" onClick={() => setOpen(false)}>
              {words.cancel}
            </Button>
          </div>
        </form>
      )}
    </>
  )
}
