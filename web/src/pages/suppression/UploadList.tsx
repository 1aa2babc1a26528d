// Uploading a list of whom not to write to: what it stops, which country code numbers lack, and the file.
import { Button, Select, TextInput } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { ErrorLine } from '../../parts/ErrorNote.tsx'
import { useWords } from '../../words/language.tsx'
import { suppressionWords } from '../../words/suppression.ts'
import imports from '../imports/Imports.module.css'
import { SCOPES, type Scope, uploadList } from './suppression.ts'

export function UploadList() {
  const words = useWords(suppressionWords)
  const queries = useQueryClient()
  const input = useRef<HTMLInputElement>(null)
  const [scope, setScope] = useState<Scope>('all')
  const [countryCode, setCountryCode] = useState('')
  const upload = useMutation({
    mutationFn: (file: File) => uploadList(file, scope, countryCode.replace(/\D/g, '')),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['suppression'] }),
  })
  return (
    <section className={imports.step}>
      <h2>{words.take}</h2>
      <p className={imports.hint}>{words.takeHint}</p>
      <div className={imports.below}>
        <Select
          label={words.stops}
          allowDeselect={false}
          data={SCOPES.map((value) => ({ value, label: words.scope[value] ?? value }))}
          value={scope}
          onChange={(value) => setScope(SCOPES.find((one) => one === value) ?? 'all')}
        />
        {scope !== 'email' && (
          <TextInput
            label={words.countryCode}
            description={words.countryHint}
            inputMode="numeric"
            maxLength={4}
            value={countryCode}
            onChange={(event) => setCountryCode(event.currentTarget.value)}
          />
        )}
        <input
          ref={input}
          type="file"
          accept=".csv,.tsv,.txt,text/csv,text/plain"
          hidden
          aria-label={words.choose}
          onChange={(event) => {
            const file = event.currentTarget.files?.[0]
            if (file) upload.mutate(file)
            event.currentTarget.value = ''
          }}
        />
        <Button
          variant="filled"
          loading={upload.isPending}
          leftSection={<IconUpload size={16} stroke={1.5} />}
          onClick={() => input.current?.click()}
        >
          {words.choose}
        </Button>
      </div>
      {upload.error !== null && <ErrorLine error={upload.error} />}
    </section>
  )
}
