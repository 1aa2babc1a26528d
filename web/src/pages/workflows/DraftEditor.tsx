// The draft: steps are added, changed and removed; faults stand on their steps, and stop publishing until they are mended.
import { Button, Menu, Tabs, TextInput } from '@mantine/core'
import { IconAlertTriangle, IconPlus } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { post } from '../../api.ts'
import { PageTop } from '../../frame/PageTop.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { ErrorLine } from '../../parts/ErrorNote.tsx'
import { Tag } from '../../parts/Tag.tsx'
import { useFormats, useWords } from '../../words/language.tsx'
import { workflowWords } from '../../words/workflows.ts'
import { Canvas } from './Canvas.tsx'
import { addStep } from './edit-definition.ts'
import panel from './Panel.module.css'
import { StepIcon } from './StepIcon.tsx'
import { StepList } from './StepList.tsx'
import { StepPanel } from './StepPanel.tsx'
import { type Draft, useDraft } from './use-draft.ts'
import { type StepWords, useStepWords } from './use-step-words.ts'
import styles from './WorkflowPage.module.css'
import { type Choices, type Problem, START, STEP_KINDS, type Workflow, workflowQuery } from './workflow.ts'

export type DraftEditorProps = {
  workflow: Workflow
  choices: Choices | undefined
  isPhone: boolean
  /** Back to what is live; absent while nothing is. */
  onLeave: (() => void) | undefined
  onPublished: (version: number) => void
}

export function DraftEditor({ workflow, choices, isPhone, onLeave, onPublished }: DraftEditorProps) {
  const words = useWords(workflowWords)
  const formats = useFormats()
  const queries = useQueryClient()
  const say = useStepWords(choices)
  const draft = useDraft(workflow)
  const [selected, setSelected] = useState<string | null>(null)
  const [tab, setTab] = useState<string | null>('step')
  const { problems } = workflow
  const errors = problems.filter((problem) => problem.level === 'error').length
  const next = (workflow.versions[0]?.version ?? 0) + 1
  const publish = useMutation({
    mutationFn: async () => {
      await draft.settle()
      return post<Workflow>(`/workflows/${workflow.id}/publish`)
    },
    onSuccess: async (saved) => {
      queries.setQueryData(workflowQuery(workflow.id).queryKey, saved)
      await queries.invalidateQueries({ queryKey: ['workflows'] })
      onPublished(saved.versions[0]?.version ?? next)
    },
    onError: () => setTab('problems'),
  })
  const select = (key: string | null) => {
    setSelected(key)
    if (key !== null) setTab('step')
  }
  if (isPhone)
    return (
      <>
        <PageTop title={draft.name} crumbs={[{ label: words.title, href: '/workflows' }]} />
        <div className={styles.phone}>
          <h1>{draft.name}</h1>
          <p className="small dim">
            {words.status.draft}. {words.phoneNote}
          </p>
          <StepList definition={draft.definition} problems={problems} say={say} live={undefined} />
        </div>
      </>
    )
  return (
    <>
      <PageTop
        title={draft.name}
        crumbs={[{ label: words.title, href: '/workflows' }]}
        actions={
          <>
            <span className="small dim" role="status">
              {draft.state === 'saved' ? words.saved : draft.state === 'saving' ? words.saving : words.notSaved}
            </span>
            <TextInput
              className={styles.name}
              aria-label={words.newName}
              value={draft.name}
              maxLength={200}
              onChange={(event) => draft.rename(event.currentTarget.value)}
            />
            {onLeave && (
              <Button onClick={() => void draft.settle().then(onLeave, () => undefined)}>{words.leaveDraft}</Button>
            )}
            <Button
              variant="filled"
              disabled={publish.isPending || errors > 0 || draft.isConflict}
              onClick={() => publish.mutate()}
            >
              {words.publishAs(formats.number(next))}
            </Button>
          </>
        }
      />
      <div className={styles.split}>
        <div className={styles.canvas}>
          {draft.state === 'failed' && <SaveFailed draft={draft} workflowId={workflow.id} />}
          <Canvas
            title={draft.name}
            definition={draft.definition}
            problems={problems}
            say={say}
            live={undefined}
            selected={selected}
            onSelect={select}
          >
            {problems.length > 0 && (
              <Tag
                tone={errors > 0 ? 'broken' : 'near'}
                icon={<IconAlertTriangle size={14} stroke={1.5} aria-hidden />}
              >
                {words.problem(errors, problems.length - errors)}
              </Tag>
            )}
            <AddStep
              draft={draft}
              say={say}
              selected={selected}
              onAdded={(key) => {
                setSelected(key)
                setTab('step')
              }}
            />
          </Canvas>
        </div>
        <aside className={panel.side}>
          <Tabs value={tab} onChange={setTab} className={panel.tabs}>
            <Tabs.List>
              <Tabs.Tab value="step">{words.tabs.step}</Tabs.Tab>
              <Tabs.Tab value="steps">{words.tabs.steps}</Tabs.Tab>
              <Tabs.Tab value="problems">{words.tabs.problems(formats.number(problems.length))}</Tabs.Tab>
            </Tabs.List>
          </Tabs>
          <div className={panel.scroll}>
            {tab === 'problems' && (
              <Problems problems={problems} say={say} draft={draft} onSelect={select} error={publish.error} />
            )}
            {tab === 'steps' && (
              <StepList
                definition={draft.definition}
                problems={problems}
                say={say}
                live={undefined}
                onSelect={select}
              />
            )}
            {tab === 'step' &&
              (selected === null || (selected !== START && !draft.definition.steps[selected]) ? (
                <EmptyState title={words.chooseStep}>{words.chooseStepDetail}</EmptyState>
              ) : (
                <StepPanel
                  key={selected}
                  definition={draft.definition}
                  selected={selected}
                  say={say}
                  choices={choices}
                  problems={problems.filter((problem) =>
                    selected === START ? problem.step?.startsWith('trigger:') : problem.step === selected,
                  )}
                  onChange={draft.change}
                  onSelect={select}
                />
              ))}
          </div>
        </aside>
      </div>
    </>
  )
}

function SaveFailed({ draft, workflowId }: { draft: Draft; workflowId: string }) {
  const words = useWords(workflowWords)
  const queries = useQueryClient()
  return (
    <div className={styles.note}>
      {draft.isConflict ? words.conflict : <ErrorLine error={draft.error} />}{' '}
      {draft.isConflict && (
        <button
          type="button"
          className="link"
          onClick={() => void queries.resetQueries({ queryKey: workflowQuery(workflowId).queryKey })}
        >
          {words.openAgain}
        </button>
      )}
    </div>
  )
}

type AddStepProps = { draft: Draft; say: StepWords; selected: string | null; onAdded: (key: string) => void }

function AddStep({ draft, say, selected, onAdded }: AddStepProps) {
  const words = useWords(workflowWords)
  const after = selected === START || selected === null ? null : selected
  return (
    <Menu position="top-end">
      <Menu.Target>
        <Button className={styles.add} leftSection={<IconPlus size={16} stroke={1.5} />}>
          {words.addStep}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{words.addAfter(say.nameOf(draft.definition, after ?? START))}</Menu.Label>
        {STEP_KINDS.map((kind) => (
          <Menu.Item
            key={kind}
            leftSection={<StepIcon kind={kind} />}
            onClick={() => {
              const [definition, key] = addStep(draft.definition, kind, after)
              draft.change(definition)
              onAdded(key)
            }}
          >
            {words.kind[kind]}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

type ProblemsProps = {
  problems: Problem[]
  say: StepWords
  draft: Draft
  onSelect: (key: string) => void
  error: unknown
}

function Problems({ problems, say, draft, onSelect, error }: ProblemsProps) {
  const words = useWords(workflowWords)
  if (problems.length === 0 && !error) return <EmptyState title={words.noProblems}>{words.noProblemsDetail}</EmptyState>
  return (
    <>
      {error !== null && <ErrorLine error={error} />}
      <p className="text-13 muted">{words.faultsFirst}</p>
      <ul className={panel.problems}>
        {problems.map((problem) => {
          const key = problem.step === null || problem.step.startsWith('trigger:') ? START : problem.step
          return (
            <li key={`${problem.step} ${problem.code} ${problem.message}`}>
              <button type="button" className="link" onClick={() => onSelect(key)}>
                {say.nameOf(draft.definition, key)}
              </button>
              <p className={problem.level === 'error' ? 'broken' : 'near'}>{say.problem(problem)}</p>
            </li>
          )
        })}
      </ul>
    </>
  )
}
