// A new purpose with the words people read. Where there is no sender yet, the sender comes first.
import { Button, Checkbox, NumberInput, Select, Textarea, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ApiError, post } from '../../api.ts'
import { PageBody, PageTop } from '../../frame/PageTop.tsx'
import { Answer } from '../../parts/Answer.tsx'
import { ErrorLine } from '../../parts/ErrorNote.tsx'
import { PageTitle } from '../../parts/PageTitle.tsx'
import { useLanguage, useWords } from '../../words/language.tsx'
import { type Channel, partWords } from '../../words/parts.ts'
import {
  type LegalBasis,
  PURPOSE_KINDS,
  type PurposeKind,
  purposeWords,
  TEXT_LANGUAGES,
  type TextLanguage,
} from '../../words/purposes.ts'
import { NewBrand } from './NewBrand.tsx'
import styles from './PurposePage.module.css'
import { type Brand, brandsQuery, channelsOf, keyOf, LEGAL_BASES, type PurposeDetail } from './purposes.ts'

export function NewPurposePage() {
  const words = useWords(purposeWords)
  const brands = useQuery(brandsQuery)
  return (
    <>
      <PageTop title={words.newPurpose} crumbs={[{ label: words.title, href: '/purposes' }]} />
      <PageBody>
        <Answer query={brands} what={words.what} level={1}>
          {({ items }) => (items.length === 0 ? <NewBrand /> : <NewPurpose brands={items} />)}
        </Answer>
      </PageBody>
    </>
  )
}

type Values = {
  name: string
  key: string
  brandId: string
  kind: PurposeKind
  channels: Channel[]
  validityMonths: number | ''
  doubleOptIn: boolean
  legalBasis: LegalBasis
  productFamily: string
  ageLimit: number | ''
  texts: { language: TextLanguage; name: string; text: string }[]
}

/** Kinds whose yes a mail can confirm: whoever is watched on the web has no address yet. */
const CONFIRMABLE: readonly PurposeKind[] = ['marketing', 'sales', 'phone']

function NewPurpose({ brands }: { brands: Brand[] }) {
  const words = useWords(purposeWords)
  const parts = useWords(partWords)
  const { language } = useLanguage()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const form = useForm<Values>({
    initialValues: {
      name: '',
      key: '',
      brandId: brands[0]?.id ?? '',
      kind: 'marketing',
      channels: ['email'],
      validityMonths: 24,
      doubleOptIn: false,
      legalBasis: 'consent',
      productFamily: '',
      ageLimit: '',
      texts: [{ language, name: '', text: '' }],
    },
  })
  const make = useMutation({
    mutationFn: (values: Values) =>
      post<PurposeDetail>('/purposes', {
        ...values,
        validityMonths: values.validityMonths === '' ? null : values.validityMonths,
        ageLimit: values.ageLimit === '' ? null : values.ageLimit,
        productFamily: values.legalBasis === 'existing_customer' ? values.productFamily : null,
      }),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: ['purposes'] })
      await navigate({ to: '/purposes/$id', params: { id } })
    },
    onError: (error) => {
      if (error instanceof ApiError)
        form.setErrors(Object.fromEntries(error.faults.map((fault) => [fault.path, fault.message])))
    },
  })
  const { kind, channels, texts, legalBasis } = form.getValues()
  const left = TEXT_LANGUAGES.filter((candidate) => !texts.some((text) => text.language === candidate))
  return (
    <>
      <PageTitle>{words.newPurpose}</PageTitle>
      <form className={styles.form} onSubmit={form.onSubmit((values) => make.mutate(values))} noValidate>
        <TextInput
          label={words.nameLabel}
          description={words.nameHint}
          {...form.getInputProps('name')}
          onChange={(event) => {
            const name = event.currentTarget.value
            const before = form.getValues()
            form.setFieldValue('name', name)
            if (before.key === keyOf(before.name)) form.setFieldValue('key', keyOf(name))
          }}
        />
        <TextInput label={words.keyLabel} description={words.keyHint} {...form.getInputProps('key')} />
        <Select
          label={words.kindLabel}
          allowDeselect={false}
          data={PURPOSE_KINDS.map((value) => ({ value, label: words.kind[value] }))}
          {...form.getInputProps('kind')}
          description={words.kindDetail[kind]}
          onChange={(value) => {
            const next = PURPOSE_KINDS.find((candidate) => candidate === value) ?? 'marketing'
            form.setFieldValue('kind', next)
            form.setFieldValue('channels', channelsOf(next, 'consent').slice(0, 1))
            form.setFieldValue('legalBasis', 'consent')
            if (!CONFIRMABLE.includes(next)) form.setFieldValue('doubleOptIn', false)
          }}
        />
        {kind === 'marketing' && (
          <Select
            label={words.legalBasisLabel}
            description={words.legalBasisHint}
            allowDeselect={false}
            data={LEGAL_BASES.map((value) => ({ value, label: words.legalBasis[value] }))}
            {...form.getInputProps('legalBasis')}
            onChange={(value) => {
              const next = LEGAL_BASES.find((candidate) => candidate === value) ?? 'consent'
              form.setFieldValue('legalBasis', next)
              form.setFieldValue(
                'channels',
                channels.filter((channel) => channelsOf(kind, next).includes(channel)),
              )
            }}
          />
        )}
        {legalBasis === 'existing_customer' && (
          <TextInput
            label={words.familyLabel}
            description={words.familyHint}
            {...form.getInputProps('productFamily')}
          />
        )}
        <Checkbox.Group
          label={words.channelsLabel}
          value={channels}
          onChange={(value) => form.setFieldValue('channels', value as Channel[])}
          error={form.errors.channels}
        >
          <div className={styles.choices}>
            {channelsOf(kind, legalBasis).map((channel) => (
              <Checkbox key={channel} value={channel} label={parts.channel[channel]} />
            ))}
          </div>
        </Checkbox.Group>
        <div className={styles.pair}>
          <Select
            label={words.brandLabel}
            allowDeselect={false}
            data={brands.map(({ id, name }) => ({ value: id, label: name }))}
            {...form.getInputProps('brandId')}
          />
          <NumberInput
            label={words.validityLabel}
            description={words.validityHint}
            min={1}
            max={120}
            allowDecimal={false}
            {...form.getInputProps('validityMonths')}
          />
        </div>
        <NumberInput
          label={words.ageLimitLabel}
          description={words.ageLimitHint}
          min={13}
          max={99}
          allowDecimal={false}
          {...form.getInputProps('ageLimit')}
        />
        {CONFIRMABLE.includes(kind) && (
          <Checkbox
            label={words.doubleOptInLabel}
            description={words.doubleOptInHint}
            {...form.getInputProps('doubleOptIn', { type: 'checkbox' })}
          />
        )}
        <fieldset className={styles.texts}>
          <legend className="visually-hidden">{words.textsLabel}</legend>
          <h2>{words.textsLabel}</h2>
          {texts.map((text, index) => {
            const name = words.language[text.language] ?? text.language
            return (
              <div key={text.language} className={styles.text}>
                <div className={styles.textHead}>
                  <h3>{name}</h3>
                  {texts.length > 1 && (
                    <button type="button" className="link small" onClick={() => form.removeListItem('texts', index)}>
                      {words.removeLanguage(name)}
                    </button>
                  )}
                </div>
                <TextInput label={words.textName} {...form.getInputProps(`texts.${index}.name`)} />
                <Textarea
                  label={words.textBody}
                  description={words.textBodyHint}
                  autosize
                  minRows={3}
                  {...form.getInputProps(`texts.${index}.text`)}
                />
              </div>
            )
          })}
          {left.length > 0 && (
            <Select
              placeholder={words.addLanguage}
              aria-label={words.addLanguage}
              value={null}
              data={left.map((value) => ({ value, label: words.language[value] ?? value }))}
              onChange={(value) => {
                const next = left.find((candidate) => candidate === value)
                if (next) form.insertListItem('texts', { language: next, name: '', text: '' })
              }}
            />
          )}
        </fieldset>
        {make.isError && <ErrorLine error={make.error} />}
        <div className={styles.buttons}>
          <Button type="submit" variant="filled" disabled={make.isPending}>
            {words.make}
          </Button>
        </div>
      </form>
    </>
  )
}
