// What runs: one version with how many people are at each step. Numbers come again every few seconds; nothing is changed here.
import { Button, Menu, Tabs } from '@mantine/core'
import { IconAlertTriangle, IconArrowBackUp } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { post, queryOf } from '../../api.ts'
import { PageTop } from '../../frame/PageTop.tsx'
import { Answer } from '../../parts/Answer.tsx'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { ErrorLine } from '../../parts/ErrorNote.tsx'
import { PeopleNumber } from '../../parts/PeopleNumber.tsx'
import { Tag } from '../../parts/Tag.tsx'
import { useFormats, useWords } from '../../words/language.tsx'
import { workflowWords } from '../../words/workflows.ts'
import { Canvas, type PeopleOf } from './Canvas.tsx'
import panel from './Panel.module.css'
import { StepList } from './StepList.tsx'
import { StepPanel } from './StepPanel.tsx'
import { useStepWords } from './use-step-words.ts'
import styles from './WorkflowPage.module.css'
import {
  type Choices,
  type Definition,
  type Numbers,
  numbersQuery,
  versionQuery,
  type Workflow,
  workflowQuery,
} from './workflow.ts'

export type LiveViewProps = {
  workflow: Workflow
  choices: Choices | undefined
  isPhone: boolean
  notice: string | undefined
  onEdit: () => void
}

export function LiveView({ workflow, choices, isPhone, notice, onEdit }: LiveViewProps) {
  const words = useWords(workflowWords)
  const formats = useFormats()
  const queries = useQueryClient()
  const newest = workflow.versions[0]?.version ?? 1
  const [version, setVersion] = useState(newest)
  const definition = useQuery(versionQuery(workflow.id, version))
  const numbers = useQuery(numbersQuery(workflow.id, version))
  const switchTo = useMutation({
    mutationFn: (what: 'pause' | 'resume') => post<Workflow>(`/workflows/${workflow.id}/${what}`),
    onSuccess: (saved) => queries.setQueryData(workflowQuery(workflow.id).queryKey, saved),
  })
  const isPaused = workflow.status === 'paused'
  const since = workflow.versions.find((one) => one.version === version)?.publishedAt ?? workflow.updatedAt
  const tag = isPaused
    ? words.pausedVersion(formats.number(version))
    : version === newest
      ? words.versionSince(formats.number(version), formats.longDate(new Date(since)))
      : words.versionOf(formats.number(version), formats.longDate(new Date(since)))
  const note = (notice || isPaused || switchTo.isError) && (
    <div className={styles.note} role="status">
      {switchTo.isError ? <ErrorLine error={switchTo.error} /> : isPaused ? words.pausedNote : notice}
    </div>
  )
  return (
    <>
      <PageTop
        title={workflow.name}
        crumbs={[{ label: words.title, href: '/workflows' }]}
        actions={
          !isPhone && (
            <>
              <Tag tone={isPaused ? 'near' : 'plain'}>{tag}</Tag>
              {workflow.versions.length > 1 && <Versions workflow={workflow} onVersion={setVersion} />}
              <Button disabled={switchTo.isPending} onClick={() => switchTo.mutate(isPaused ? 'resume' : 'pause')}>
                {isPaused ? words.resume : words.pause}
              </Button>
              <Button variant="filled" onClick={onEdit}>
                {words.editAs(formats.number(newest + 1))}
              </Button>
            </>
          )
        }
      />
      <Answer query={definition} what={words.workflow} level={1}>
        {(shown) => (
          <Live
            key={version}
            workflow={workflow}
            version={version}
            definition={shown}
            numbers={numbers.data}
            since={since}
            choices={choices}
            isPhone={isPhone}
            tag={tag}
            note={note}
          />
        )}
      </Answer>
    </>
  )
}

function Versions({ workflow, onVersion }: { workflow: Workflow; onVersion: (version: number) => void }) {
  const words = useWords(workflowWords)
  const formats = useFormats()
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="subtle" color="gray" leftSection={<IconArrowBackUp size={16} stroke={1.5} />}>
          {words.versions}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {workflow.versions.map(({ version, here }) => (
          <Menu.Item key={version} onClick={() => onVersion(version)}>
            {words.versionHere(formats.number(version), formats.number(here))}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

type LiveProps = {
  workflow: Workflow
  version: number
  definition: Definition
  numbers: Numbers | undefined
  since: string
  choices: Choices | undefined
  isPhone: boolean
  tag: string
  note: ReactNode
}

function Live({ workflow, version, definition, numbers, since, choices, isPhone, tag, note }: LiveProps) {
  const words = useWords(workflowWords)
  const formats = useFormats()
  const say = useStepWords(choices)
  const [selected, setSelected] = useState<string | null>(null)
  const [tab, setTab] = useState<string | null>('steps')
  const peopleOf: PeopleOf = (show, step, more) =>
    `/workflows/${workflow.id}/people${queryOf({ version, show, step, ...more })}`
  const problems = version === workflow.versions[0]?.version && !workflow.isChanged ? workflow.problems : []
  const live = numbers && { numbers, since, peopleOf }
  if (isPhone)
    return (
      <div className={styles.phone}>
        {note}
        <h1>{workflow.name}</h1>
        <p className="small dim">
          {tag}. {words.phoneNote}
        </p>
        <StepList definition={definition} problems={problems} say={say} live={live} />
      </div>
    )
  const select = (key: string | null) => {
    setSelected(key)
    if (key !== null) setTab('step')
  }
  const others = workflow.versions.filter((one) => one.version !== version && one.here > 0)
  const warnings = problems.filter((problem) => problem.level === 'warning').length
  return (
    <div className={styles.split}>
      <div className={styles.canvas}>
        {note}
        <Canvas
          title={workflow.name}
          definition={definition}
          problems={problems}
          say={say}
          live={live}
          selected={selected}
          onSelect={select}
        >
          {warnings > 0 && (
            <Tag tone="near" icon={<IconAlertTriangle size={14} stroke={1.5} aria-hidden />}>
              {words.problem(0, warnings)}
            </Tag>
          )}
          {others.map((one) => (
            <span key={one.version} className="small dim">
              {words.othersHere(formats.number(one.here), formats.number(one.version))}
            </span>
          ))}
        </Canvas>
        {numbers && <Outlived definition={definition} numbers={numbers} selected={selected} peopleOf={peopleOf} />}
      </div>
      <aside className={panel.side}>
        <Tabs value={tab} onChange={setTab} className={panel.tabs}>
          <Tabs.List>
            <Tabs.Tab value="step">{words.tabs.step}</Tabs.Tab>
            <Tabs.Tab value="steps">{words.tabs.steps}</Tabs.Tab>
          </Tabs.List>
        </Tabs>
        <div className={panel.scroll}>
          {tab === 'steps' ? (
            <StepList definition={definition} problems={problems} say={say} live={live} onSelect={select} />
          ) : selected === null ? (
            <EmptyState title={words.chooseStep}>{words.chooseStepDetail}</EmptyState>
          ) : (
            <>
              <StepPanel
                definition={definition}
                selected={selected}
                say={say}
                choices={choices}
                problems={problems.filter((problem) => problem.step === selected)}
                onChange={undefined}
                onSelect={select}
              />
              <Retry workflow={workflow} parked={numbers?.steps[selected]?.parked ?? 0} />
            </>
          )}
        </div>
      </aside>
    </div>
  )
}

type OutlivedProps = { definition: Definition; numbers: Numbers; selected: string | null; peopleOf: PeopleOf }

function Outlived({ definition, numbers, selected, peopleOf }: OutlivedProps) {
  const words = useWords(workflowWords)
  const key = Object.keys(definition.steps).find(
    (step) => (numbers.steps[step]?.outlived ?? 0) > 0 && (selected === null || selected === step),
  )
  const step = key === undefined ? undefined : numbers.steps[key]
  if (!step || key === undefined) return null
  return (
    <div className={styles.float} role="note">
      <header>
        <IconAlertTriangle size={16} stroke={1.5} aria-hidden />
        <b>{words.outlivesTitle}</b>
      </header>
      <p>
        <PeopleNumber count={step.outlived} people={peopleOf('outlived', key)} /> {words.outlivesOf}{' '}
        <PeopleNumber count={step.here} people={peopleOf('here', key)} /> {words.outlivesDetail}
      </p>
    </div>
  )
}

function Retry({ workflow, parked }: { workflow: Workflow; parked: number }) {
  const words = useWords(workflowWords)
  const queries = useQueryClient()
  const retry = useMutation({
    mutationFn: () => post<{ retried: number }>(`/workflows/${workflow.id}/retry`),
    onSuccess: () => queries.invalidateQueries({ queryKey: workflowQuery(workflow.id).queryKey }),
  })
  if (parked === 0) return null
  return (
    <div>
      {retry.isError && <ErrorLine error={retry.error} />}
      <Button disabled={retry.isPending} onClick={() => retry.mutate()}>
        {words.numbers.retry}
      </Button>
    </div>
  )
}
