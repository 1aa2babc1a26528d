// The first admin of a new installation. The link's token is spent by the server; here it is only carried.
import { Button, PasswordInput, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useRouter } from '@tanstack/react-router'
import { ApiError, post } from '../../api.ts'
import { EmptyState } from '../../parts/EmptyState.tsx'
import { ErrorLine } from '../../parts/ErrorNote.tsx'
import { signIn } from '../../session.ts'
import { frameWords } from '../../words/frame.ts'
import { useWords } from '../../words/language.tsx'
import styles from '../sign-in/Entrance.module.css'
import { Entrance } from '../sign-in/Entrance.tsx'

const route = getRouteApi('/setup')

/** Shorter can be guessed by trying; much longer would be written on paper. */
const PASSWORD_LENGTH = 12

type FirstAdmin = { name: string; email: string; password: string }

export function SetupPage() {
  const words = useWords(frameWords)
  const queries = useQueryClient()
  const router = useRouter()
  const { token } = route.useSearch()
  const form = useForm<FirstAdmin>({
    mode: 'uncontrolled',
    initialValues: { name: '', email: '', password: '' },
    validate: {
      name: (name) => (name.trim() === '' ? words.nameNeeded : null),
      email: (email) => (/^\S+@\S+\.\S+$/.test(email.trim()) ? null : words.emailNeeded),
      password: (password) => (password.length < PASSWORD_LENGTH ? words.passwordShort : null),
    },
  })
  const make = useMutation({
    mutationFn: async (admin: FirstAdmin) => {
      const made = { ...admin, name: admin.name.trim(), email: admin.email.trim() }
      await post('/setup', { token, ...made })
      await signIn(queries, made)
    },
    onSuccess: () => router.history.push('/'),
    onError: (error) => {
      if (error instanceof ApiError)
        form.setErrors(Object.fromEntries(error.faults.map((fault) => [fault.path, fault.message])))
    },
  })
  if (!token)
    return (
      <Entrance title={words.setupTitle}>
        <EmptyState title={words.setupNoToken}>{words.setupNoTokenDetail}</EmptyState>
      </Entrance>
    )
  return (
    <Entrance title={words.setupTitle} detail={words.setupDetail}>
      <form className={styles.form} onSubmit={form.onSubmit((values) => make.mutate(values))} noValidate>
        <TextInput label={words.setupName} autoComplete="name" key={form.key('name')} {...form.getInputProps('name')} />
        <TextInput
          label={words.email}
          type="email"
          autoComplete="username"
          key={form.key('email')}
          {...form.getInputProps('email')}
        />
        <PasswordInput
          label={words.password}
          description={words.setupPasswordHint}
          autoComplete="new-password"
          key={form.key('password')}
          {...form.getInputProps('password')}
        />
        {make.isError && <ErrorLine error={make.error} />}
        <Button type="submit" variant="filled" disabled={make.isPending} fullWidth>
          {words.setupButton}
        </Button>
      </form>
    </Entrance>
  )
}
