import { lazy, Suspense } from 'react'
import { useProofAsked } from '../../ui/ask-proof.ts'
import type { ProofEndpoints } from './proof-dialog.tsx'

const ProofDialog = lazy(() => import('./proof-dialog.tsx').then((file) => ({ default: file.ProofDialog })))

/** Stands in the frame of each side; its dialog is fetched when a request first wants a proof. */
export function ProofPlace(endpoints: ProofEndpoints) {
  const asked = useProofAsked()
  return <Suspense>{asked && <ProofDialog {...endpoints} onDone={asked.settle} />}</Suspense>
}
