// The tree as lines: each condition with the people left after it, groups on a ground of their own.
import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconPlus, IconX } from '@tabler/icons-react'
import { PeopleNumber } from '../../parts/PeopleNumber.tsx'
import { useFormats, useWords } from '../../words/language.tsx'
import { segmentWords } from '../../words/segments.ts'
import { ConditionFields } from './ConditionFields.tsx'
import styles from './ConditionTree.module.css'
import { placeOf } from './InPlainWords.tsx'
import { type Condition, type Group, isGroup, isWhole, type Preview, replaceAt, type Vocabulary } from './segments.ts'

type TreeProps = {
  tree: Group
  vocabulary: Vocabulary
  preview: Preview | undefined
  onChange: (tree: Group) => void
}

export function ConditionTree(props: TreeProps) {
  const words = useWords(segmentWords)
  const { tree, preview, onChange } = props
  return (
    <section className={styles.tree}>
      <header className={styles.head}>
        <h2>{words.conditions}</h2>
        <span className="small dim">{words.peopleLeft}</span>
      </header>
      <div className={styles.condition}>
        <span className="muted">{words.allContacts}</span>
        <b className={styles.left}>{preview && <PeopleNumber count={preview.total} />}</b>
      </div>
      <Conditions {...props} group={tree} path="" onGroup={onChange} />
    </section>
  )
}

type ConditionsProps = TreeProps & { group: Group; path: string; onGroup: (group: Group) => void }

function Conditions({ group, path, onGroup, ...props }: ConditionsProps) {
  const words = useWords(segmentWords)
  const formats = useFormats()
  const { preview, vocabulary } = props
  const joined = group.kind === 'all' ? words.and : words.or
  const put = (at: string, node: Condition | Group | undefined) => onGroup(replaceAt(group, at, node))
  const add = (node: Condition | Group) => onGroup({ ...group, conditions: [...group.conditions, node] })
  return (
    <>
      {group.conditions.map((node, index) => {
        const own = `conditions.${index}`
        const at = path === '' ? own : `${path}.${own}`
        const count = preview?.conditions.find((one) => one.path === at)
        const isCounted = count !== undefined && isWhole(node)
        const narrowed = isCounted && group.kind === 'all' ? count.left - count.before : 0
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a condition is its place in the tree
          <div key={index} id={placeOf(at)} className={styles.place}>
            {(index > 0 || path === '') && <div className={styles.join}>{index > 0 ? joined : ''}</div>}
            <div className={isGroup(node) ? styles.group : styles.condition}>
              {isGroup(node) ? (
                <div className={styles.inner}>
                  <span className={styles.groupLabel}>{node.kind === 'any' ? words.anyOf : words.allOf}</span>
                  <Conditions {...props} group={node} path={at} onGroup={(changed) => put(own, changed)} />
                </div>
              ) : (
                <div className={styles.fields}>
                  <ConditionFields condition={node} vocabulary={vocabulary} onChange={(changed) => put(own, changed)} />
                  {isCounted && count.visible !== undefined && (
                    <p className="small muted">
                      {words.sees}
                      <PeopleNumber count={count.visible} />
                      {words.of(formats.number(count.before))}
                    </p>
                  )}
                  {!isWhole(node) && <p className="small dim">{words.unfinished}</p>}
                </div>
              )}
              {isGroup(node) && <span className={`${styles.together} small muted`}>{words.together}</span>}
              <b className={styles.left}>{isCounted && <PeopleNumber count={count.left} />}</b>
              <span className={`${styles.less} small dim`}>{narrowed !== 0 && formats.signed(narrowed)}</span>
              <ActionIcon
                className={styles.remove}
                aria-label={isGroup(node) ? words.removeGroup : words.remove}
                onClick={() => put(own, undefined)}
              >
                <IconX size={14} stroke={1.5} />
              </ActionIcon>
            </div>
          </div>
        )
      })}
      <div className={styles.add}>
        <AddCondition
          label={path === '' ? words.condition : group.kind === 'any' ? words.orMore : words.andMore}
          vocabulary={vocabulary}
          onAdd={add}
        />
        {path.split('.').length < 6 && (
          <Button
            variant="subtle"
            color="gray"
            leftSection={<IconPlus size={16} stroke={1.5} />}
            onClick={() => add({ kind: group.kind === 'all' ? 'any' : 'all', conditions: [] })}
          >
            {words.group}
          </Button>
        )}
      </div>
    </>
  )
}

type AddProps = { label: string; vocabulary: Vocabulary; onAdd: (condition: Condition) => void }

function AddCondition({ label, vocabulary, onAdd }: AddProps) {
  const words = useWords(segmentWords)
  const { fields, events, imports } = vocabulary
  const account = fields.filter((field) => field.name.startsWith('account.'))
  const custom = fields.filter((field) => field.isCustom)
  const person = fields.filter((field) => !account.includes(field) && !custom.includes(field))
  const addField = (field: (typeof fields)[number]) => () =>
    onAdd({ kind: 'field', field: field.name, operator: field.operators[0] ?? 'is', values: [] })
  const groups = [
    { name: words.kinds.person, items: person.map((field) => ({ label: field.label, add: addField(field) })) },
    { name: words.kinds.company, items: account.map((field) => ({ label: field.label, add: addField(field) })) },
    { name: words.kinds.custom, items: custom.map((field) => ({ label: field.label, add: addField(field) })) },
    {
      name: words.kinds.did,
      items: events.map((event) => ({
        label: event.label,
        add: () => onAdd({ kind: 'event', event: event.type, has: true, times: 1, days: 30, where: [] }),
      })),
    },
    {
      name: words.kinds.score,
      items: (['heat', 'fit', 'total'] as const).map((of) => ({
        label: words.scoreKinds[of] ?? of,
        add: () => onAdd({ kind: 'score', of, atLeast: 20 }),
      })),
    },
    {
      name: words.kinds.other,
      items: imports.map((one) => ({ label: one.fileName, add: () => onAdd({ kind: 'import', importId: one.id }) })),
    },
  ].filter((one) => one.items.length > 0)
  return (
    <Menu position="bottom-start" shadow="md">
      <Menu.Target>
        <Button leftSection={<IconPlus size={16} stroke={1.5} />}>{label}</Button>
      </Menu.Target>
      <Menu.Dropdown className={styles.choices} aria-label={words.chooseCondition}>
        {groups.map((one) => (
          <div key={one.name}>
            <Menu.Label>{one.name}</Menu.Label>
            {one.items.map((item) => (
              <Menu.Item key={item.label} onClick={item.add}>
                {item.label}
              </Menu.Item>
            ))}
          </div>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
