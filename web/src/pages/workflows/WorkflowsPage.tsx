// All workflows: which run, and how many people are on their way.
import { Button, Modal, TextInput } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { post } from '../../api.ts'
import { ListPage } from '../../frame/ListPage.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { ErrorLine } from '../../parts/ErrorNote.tsx'
import { Tag } from '../../parts/Tag.tsx'
import { useFormats, useWords } from '../../words/language.tsx'
import { partWords } from '../../words/parts.ts'
import { workflowWords } from '../../words/workflows.ts'
import styles from './WorkflowPage.module.css'
import { type Workflow, type WorkflowLine, workflowsQuery } from './workflow.ts'

export function WorkflowsPage() {
  const words = useWords(workflowWords)
  const formats = useFormats()
  const workflows = useQuery(workflowsQuery)
  const [isMaking, setMaking] = useState(false)
  const newButton = (
    <Button variant="filled" leftSection={<IconPlus size={16} stroke={1.5} />} onClick={() => setMaking(true)}>
      {words.newWorkflow}
    </Button>
  )
  const sayRunning = (items: WorkflowLine[]) => {
    const running = items.filter((item) => item.status === 'published')
    const people = running.reduce((sum, item) => sum + item.here, 0)
    return words.heading(running.length, formats.number(running.length), formats.number(people))
  }
  return (
    <>
      <ListPage
        title={words.title}
        actions={(workflows.data?.items.length ?? 0) > 0 && newButton}
        query={workflows}
        what={words.workflows}
        heading={sayRunning}
        empty={
          <EmptyState title={words.empty} level={1} actions={newButton}>
            {words.emptyDetail}
          </EmptyState>
        }
      >
        {(items) => <WorkflowTable items={items} />}
      </ListPage>
      <NewWorkflow isOpen={isMaking} onClose={() => setMaking(false)} />
    </>
  )
}

function WorkflowTable({ items }: { items: WorkflowLine[] }) {
  const words = useWords(workflowWords)
  const formats = useFormats()
  const status = (item: WorkflowLine) =>
    item.version === null
      ? words.neverPublished
      : item.status === 'paused'
        ? words.pausedVersion(formats.number(item.version))
        : words.versionSince(
            formats.number(item.version),
            formats.longDate(new Date(item.publishedAt ?? item.updatedAt)),
          )
  return (
    <table className={styles.list}>
      <thead>
        <tr>
          <th scope="col">{words.columns.name}</th>
          <th scope="col">{words.columns.status}</th>
          <th scope="col" className="numeric">
            {words.columns.here}
          </th>
          <th scope="col" className="numeric">
            {words.columns.entered}
          </th>
          <th scope="col" className="numeric">
            {words.columns.parked}
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.id}>
            <td>
              <Link className="name" to="/workflows/$workflowId" params={{ workflowId: item.id }}>
                {item.name}
              </Link>{' '}
              {item.isChanged && item.version !== null && <Tag>{words.changed}</Tag>}
            </td>
            <td className="muted">{status(item)}</td>
            <td className="numeric" data-label={words.columns.here.toLowerCase()}>
              {formats.number(item.here)}
            </td>
            <td className="numeric" data-label={words.columns.entered.toLowerCase()}>
              {formats.number(item.entered)}
            </td>
            <td
              className={item.parked > 0 ? 'numeric broken' : 'numeric dim'}
              data-label={words.columns.parked.toLowerCase()}
            >
              {formats.number(item.parked)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function NewWorkflow({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const words = useWords(workflowWords)
  const parts = useWords(partWords)
  const navigate = useNavigate()
  const queries = useQueryClient()
  const [name, setName] = useState('')
  const [isNameless, setNameless] = useState(false)
  const make = useMutation({
    mutationFn: () => post<Workflow>('/workflows', { name: name.trim() }),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: workflowsQuery.queryKey })
      onClose()
      await navigate({ to: '/workflows/$workflowId', params: { workflowId: id } })
    },
  })
  return (
    <Modal opened={isOpen} onClose={onClose} title={words.newTitle}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          setNameless(name.trim() === '')
          if (name.trim() !== '') make.mutate()
        }}
      >
        <TextInput
          data-autofocus
          label={words.newName}
          maxLength={200}
          value={name}
          error={isNameless && words.nameNeeded}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {make.isError && <ErrorLine error={make.error} />}
        <Button type="submit" variant="filled" mt={16} disabled={make.isPending}>
          {words.make}
        </Button>{' '}
        <Button variant="subtle" color="gray" mt={16} onClick={onClose}>
          {parts.cancel}
        </Button>
      </form>
    </Modal>
  )
}
