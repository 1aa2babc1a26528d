// The public face of the proofs: a log of every entry of the ledger, its signed heads, and who can check them.
export * from './checkpoint.ts'
export {
  type EntryProof,
  entryProof,
  openProver,
  type ProvenRow,
  type Prover,
  readHead,
  verifyEntry,
} from './entry-proof.ts'
export { checkpointsIn, keepLog, keysIn, proofJobs } from './jobs.ts'
export { hashLeaf, hashNode, rootOf, verifyConsistency, verifyInclusion } from './merkle.ts'
export { proofPages } from './pages.ts'
export { formatProof, type InclusionProof, proveInclusion } from './prove-inclusion.ts'
export { type Published, publishCheckpoint } from './publish-checkpoint.ts'
export { type Sequenced, sequenceEntries } from './sequence-entries.ts'
export { RefusedLine, readSignedLines, signLines } from './signed-lines.ts'
export {
  findPublicKeys,
  jwkOf,
  type Keyring,
  keyIdOf,
  openKeyring,
  type PublicKey,
  rotateKey,
  type SigningKey,
} from './signing-keys.ts'
export {
  checkpointKind,
  type FileKind,
  type FileVerdict,
  sayCosigners,
  type VerifyContext,
  verifyFile,
  verifyPath,
} from './verify-file.ts'
export { type LogCheck, type LogFault, verifyLog } from './verify-log.ts'
export { type Cosignature, findCosignatures, parseWitnessKey, type WitnessKey } from './witness/cosignature.ts'
export { openWitness, readLogs, witnessNameOf } from './witness/serve-witness.ts'
