import { lazy, Suspense } from 'react'
import { useProofAsked } from '../../ui/ask-proof.ts'
const ProofDialog = lazy(() => import('./side-proof-dialog.tsx').then((file) => ({ default: file.SideProofDialog })))

/** Stands in the frame of each side; its dialog is fetched when a request first wants a proof. */
export function ProofPlace({ side }: { side: 'employee' | 'portal' }) {
  const asked = useProofAsked()
  return <Suspense>{asked && <ProofDialog side={side} onDone={asked.settle} />}</Suspense>
}
