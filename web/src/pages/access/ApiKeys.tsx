// Keys for scripts. A key is shown once, when it is made; a revoked key opens nothing and stays in the list as a fact.
import { Button, Code, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { del, post } from '../../api.ts'
import { AddForm } from '../../parts/AddForm.tsx'
import { Answer } from '../../parts/Answer.tsx'
import { Confirm } from '../../parts/Confirm.tsx'
import { CopyText } from '../../parts/CopyText.tsx'
import { DateText } from '../../parts/DateText.tsx'
import stacked from '../../parts/StackedTable.module.css'
import type { Role } from '../../session.ts'
import { accessWords } from '../../words/access.ts'
import { frameWords } from '../../words/frame.ts'
import { useWords } from '../../words/language.tsx'
import styles from './AccessPage.module.css'
import { type ApiKey, apiKeysQuery, type NewApiKey } from './access.ts'
import { RoleSelect } from './RoleSelect.tsx'

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
            <table className={`${styles.list} ${stacked.table}`}>
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
  const revoke = async () => {
    await del(`/api-keys/${apiKey.id}`)
    await queries.invalidateQueries({ queryKey: apiKeysQuery.queryKey })
  }
  return (
    <Confirm title={words.revokeTitle(apiKey.name)} button={words.revokeButton} act={revoke} onClose={onClose}>
      {words.revokeDetail}
    </Confirm>
  )
}

type NewKeyValues = { name: string; role: Role }

function NewKey() {
  const words = useWords(accessWords)
  const form = useForm<NewKeyValues>({
    mode: 'uncontrolled',
    initialValues: { name: '', role: 'marketer' },
    validate: { name: (name) => (name.trim() === '' ? words.keyNameNeeded : null) },
  })
  return (
    <AddForm
      form={form}
      add={(values) => post<NewApiKey>('/api-keys', values)}
      listKey={apiKeysQuery.queryKey}
      begin={words.makeKey}
      send={words.makeKey}
      done={({ key }) => <Shown apiKey={key} />}
    >
      <TextInput label={words.keyName} autoComplete="off" key={form.key('name')} {...form.getInputProps('name')} />
      <RoleSelect description={words.keyRoleHint} key={form.key('role')} {...form.getInputProps('role')} />
    </AddForm>
  )
}

/** The one time that the key itself is shown. */
function Shown({ apiKey }: { apiKey: string }) {
  const words = useWords(accessWords)
  return (
    <>
      <p>{words.keyMade}</p>
      <CopyText text={apiKey} />
    </>
  )
}
