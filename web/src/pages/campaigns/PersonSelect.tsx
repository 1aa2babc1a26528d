// With whose eyes a message is seen: some of its audience at once, anybody else by their name.
import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconEye } from '@tabler/icons-react'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { campaignWords } from '../../words/campaigns.ts'
import { useWords } from '../../words/language.tsx'
import { findReaders } from './campaigns.ts'
import type { DraftState } from './use-draft.ts'

/** ms without a key before names are looked for. */
const QUIET_MS = 250

type PersonSelectProps = { draft: Pick<DraftState, 'people' | 'person' | 'showAs'>; className?: string | undefined }

export function PersonSelect({ draft: { people, person, showAs }, className }: PersonSelectProps) {
  const words = useWords(campaignWords)
  const [search, setSearch] = useState('')
  // What stands there once somebody is chosen is no search.
  const wanted = person && search === words.asSeen(person.name) ? '' : search.trim()
  const [settled] = useDebouncedValue(wanted, QUIET_MS)
  const { data: others = [] } = useQuery({
    ...findReaders(settled),
    enabled: settled !== '',
    placeholderData: keepPreviousData,
  })
  const fits = people.filter(({ name }) => name.toLowerCase().includes(wanted.toLowerCase()))
  const found = [...fits, ...(wanted === '' ? [] : others.filter(({ id }) => !people.some((one) => one.id === id)))]
  const shown = person && !found.some(({ id }) => id === person.id) ? [...found, person] : found
  return (
    <Select
      className={className}
      aria-label={words.choosePerson}
      leftSection={<IconEye size={16} stroke={1.5} />}
      searchable
      allowDeselect={false}
      nothingFoundMessage={words.noPerson}
      value={person?.id ?? null}
      data={shown.map(({ id, name }) => ({ value: id, label: words.asSeen(name) }))}
      // The server has looked for them; only those that fit are here, and whoever is chosen.
      filter={({ options }) => options.filter((one) => 'value' in one && found.some(({ id }) => id === one.value))}
      onSearchChange={setSearch}
      onChange={(id) => {
        const chosen = shown.find((one) => one.id === id)
        if (chosen) showAs(chosen)
      }}
    />
  )
}
