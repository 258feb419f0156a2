import { forPortal } from '../../base/endpoint.ts'
import * as proof from '../factors-contract.ts'
import { ProofDialog } from './proof-dialog.tsx'

const ofEmployees = {
  getMethods: proof.getProofMethodsApi,
  prove: proof.proveIdentityApi,
  sendCode: proof.sendMyCodeApi,
  askPasskey: proof.askMyPasskeyApi,
  provePasskey: proof.proveIdentityByPasskeyApi,
}
const ofPortals = {
  getMethods: forPortal(proof.getProofMethodsApi),
  prove: forPortal(proof.proveIdentityApi),
  sendCode: forPortal(proof.sendMyCodeApi),
  askPasskey: forPortal(proof.askMyPasskeyApi),
  provePasskey: forPortal(proof.proveIdentityByPasskeyApi),
}

/** The contracts come with the dialog, so that the frame of a side does not carry them. */
export function SideProofDialog({
  side,
  onDone,
}: {
  side: 'employee' | 'portal'
  onDone: (isProved: boolean) => void
}) {
  return <ProofDialog {...(side === 'employee' ? ofEmployees : ofPortals)} onDone={onDone} />
}
