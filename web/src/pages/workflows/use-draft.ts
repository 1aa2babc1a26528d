// The draft while somebody edits it: saved a moment after each change, one save after the other, never over somebody else's.
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { ApiError, put } from '../../api.ts'
import { type Definition, type Workflow, workflowQuery } from './workflow.ts'

/** In ms. Sooner saves every letter; later loses more when the window is closed. */
const SAVE_AFTER = 500

export type Draft = {
  name: string
  definition: Definition
  change: (definition: Definition) => void
  rename: (name: string) => void
  state: 'saved' | 'saving' | 'waiting' | 'failed'
  error: unknown
  isConflict: boolean
  /** Resolves when everything typed so far is saved. */
  settle: () => Promise<void>
}

type Written = { name: string; definition: Definition }

export function useDraft(workflow: Workflow): Draft {
  const queries = useQueryClient()
  const [written, setWritten] = useState<Written>({ name: workflow.name, definition: workflow.draft })
  const basedOn = useRef(workflow.updatedAt)
  const unsaved = useRef<Written | null>(null)
  const [isWaiting, setWaiting] = useState(false)
  const save = useMutation({
    mutationFn: async () => {
      for (let next = unsaved.current; next !== null; next = unsaved.current) {
        unsaved.current = null
        const { name, definition: draft } = next
        try {
          const saved = await put<Workflow>(`/workflows/${workflow.id}`, { name, draft, basedOn: basedOn.current })
          basedOn.current = saved.updatedAt
          queries.setQueryData(workflowQuery(workflow.id).queryKey, saved)
        } catch (error) {
          unsaved.current ??= next
          throw error
        }
      }
    },
    scope: { id: `draft ${workflow.id}` },
    onSettled: () => setWaiting(unsaved.current !== null),
  })
  const { mutateAsync } = save
  useEffect(() => {
    if (!isWaiting || written.name.trim() === '') return
    const timer = setTimeout(() => void mutateAsync().catch(() => undefined), SAVE_AFTER)
    return () => clearTimeout(timer)
  }, [isWaiting, written, mutateAsync])
  const write = (next: Written) => {
    setWritten(next)
    unsaved.current = next
    setWaiting(true)
  }
  return {
    ...written,
    change: (definition) => write({ ...written, definition }),
    rename: (name) => write({ ...written, name }),
    state: save.isPending ? 'saving' : save.isError ? 'failed' : isWaiting ? 'waiting' : 'saved',
    error: save.error,
    isConflict: save.error instanceof ApiError && save.error.code === 'conflict',
    settle: () => mutateAsync(),
  }
}
