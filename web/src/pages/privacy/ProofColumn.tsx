// What can be proved, with the time it was last looked at, and a button that looks again.
import { Button } from '@mantine/core'
import { IconShieldCheck } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { post } from '../../api.ts'
import { ErrorLine } from '../../parts/ErrorNote.tsx'
import { evidenceWords } from '../../words/evidence.ts'
import { useFormats, useWords } from '../../words/language.tsx'
import { privacyWords } from '../../words/privacy.ts'
import styles from './PrivacyPage.module.css'
import { type PrivacyDesk, privacyQuery } from './privacy.ts'

export function ProofColumn({ desk: { proofs, isChecking } }: { desk: PrivacyDesk }) {
  const words = useWords(privacyWords)
  const evidence = useWords(evidenceWords)
  const formats = useFormats()
  const queries = useQueryClient()
  const check = useMutation({
    mutationFn: () => post('/privacy/check'),
    onSuccess: () => queries.invalidateQueries({ queryKey: privacyQuery.queryKey }),
  })
  const isBusy = isChecking || check.isPending
  return (
    <aside className={styles.proof}>
      <h2>
        <IconShieldCheck className="icon" size={16} stroke={1.5} aria-hidden /> {words.prove}
      </h2>
      <p className="small dim" role="status">
        {isBusy ? words.checking : proofs ? words.checked(formats.exact(new Date(proofs.checkedAt))) : words.notChecked}
      </p>
      {proofs && (
        <>
          <div className={styles.claim}>
            <b data-broken={proofs.sentWithoutYes > 0 || undefined}>{formats.number(proofs.sentWithoutYes)}</b>
            <p>
              {words.withoutYes}
              <span className="small dim">{words.ofSent(formats.number(proofs.sent))}</span>
            </p>
          </div>
          <h3>{words.ledger}</h3>
          <dl className={styles.facts}>
            <div>
              <dt>{words.entries}</dt>
              <dd>{formats.number(proofs.entries)}</dd>
            </div>
            <div>
              <dt>{words.people}</dt>
              <dd>{formats.number(proofs.contacts)}</dd>
            </div>
            <div>
              <dt>{words.chain}</dt>
              <dd className={proofs.faults.length > 0 ? 'broken' : undefined}>
                {proofs.faults.length > 0 ? words.notWhole : words.whole}
              </dd>
            </div>
          </dl>
        </>
      )}
      <p className={`${styles.how} small dim`}>{words.proveDetail}</p>
      {check.isError && <ErrorLine error={check.error} />}
      <Button onClick={() => check.mutate()} disabled={isBusy}>
        {words.check}
      </Button>
      <p className={styles.verify}>
        <a className="link" href="/verify.html">
          {evidence.checkFile}
        </a>
        <span className="small dim">{evidence.checkFileDetail}</span>
      </p>
    </aside>
  )
}
