import { asOperation } from '../operations/operation.ts'
import { acceptEmployeeInvitation } from './commands/accept-employee-invitation.ts'
import { acceptInvitation } from './commands/accept-invitation.ts'
import { askFreshInvitation } from './commands/ask-fresh-invitation.ts'
import { cancelInvitation } from './commands/cancel-invitation.ts'
import { clearSignInPause } from './commands/clear-sign-in-pause.ts'
import { confirmCode } from './commands/confirm-code.ts'
import { createPortalInvitation } from './commands/create-portal-invitation.ts'
import { createMyToken, createToken } from './commands/create-token.ts'
import { declineEmployeeInvitation } from './commands/decline-employee-invitation.ts'
import { deleteUser } from './commands/delete-user.ts'
import { endMyPortalSession, endMySession } from './commands/end-my-session.ts'
import { endSessions, endSessionsOfUser } from './commands/end-sessions.ts'
import { giveOutTasks } from './commands/give-out-tasks.ts'
import { handOverSupervisor } from './commands/hand-over-supervisor.ts'
import { importUsers, mapImport, runImport } from './commands/import-users.ts'
import { inviteEmployee } from './commands/invite-employee.ts'
import { lockUser } from './commands/lock-user.ts'
import { peekEmployeeInvitation, peekInvitation } from './commands/peek-invitation.ts'
import { portalSignIn } from './commands/portal-sign-in.ts'
import { requestPasswordReset, requestPortalPasswordReset } from './commands/request-password-reset.ts'
import { resendInvitation } from './commands/resend-invitation.ts'
import { resetPassword, resetPortalPassword } from './commands/reset-password.ts'
import { finishRescue } from './commands/rescue-supervisor.ts'
import { restoreUser } from './commands/restore-user.ts'
import { revokeMyToken, revokeToken } from './commands/revoke-token.ts'
import { sendConfirmationCode } from './commands/send-confirmation-code.ts'
import { signIn } from './commands/sign-in.ts'
import { signOut, signOutOfPortal } from './commands/sign-out.ts'
import { continueBatch, startBatch, stopBatch } from './commands/start-batch.ts'
import { takeUpInvitation } from './commands/take-up-invitation.ts'
import { unlockUser } from './commands/unlock-user.ts'
import { withdrawInvitation } from './commands/withdraw-invitation.ts'
import { getProofMethods, getProofMethodsOnPortal } from './queries/get-proof-methods.ts'
import { getBatch, listBatches, listBatchRows } from './queries/get-batch.ts'
import { getImportTemplate, getLeftOver } from './queries/import-files.ts'
import { getTies } from './queries/get-ties.ts'
import { listActiveSessions } from './queries/list-active-sessions.ts'
import { listUserSessions } from './queries/list-user-sessions.ts'
import { getSetUpState } from './queries/get-set-up-state.ts'
import { listInvitations } from './queries/list-invitations.ts'
import { listMyPortalSessions, listMySessions } from './queries/list-my-sessions.ts'
import { listMyTokens, listTokens } from './queries/list-tokens.ts'
import { beginAtPortalProvider, beginAtProvider } from './commands/begin-at-provider.ts'
import { finishAtPortalProvider, finishAtProvider } from './commands/finish-at-provider.ts'
import { askPasskey, askPortalPasskey } from './commands/ask-passkey.ts'
import { changeEmailOfUser } from './commands/change-email-of-user.ts'
import {
  changeMyEmail,
  changeMyEmailOnPortal,
  dropMyEmailChange,
  dropMyEmailChangeOnPortal,
} from './commands/change-my-email.ts'
import { changePassword, changePasswordOnPortal } from './commands/change-password.ts'
import { confirmEmailChange, undoEmailChange } from './commands/settle-email-change.ts'
import { getMyEmailChange, getMyEmailChangeOnPortal } from './queries/get-my-email-change.ts'
import { endOtherSessions, endOtherSessionsOnPortal } from './commands/end-other-sessions.ts'
import {
  finishEnrolment,
  finishPortalEnrolment,
  startEnrolment,
  startPortalEnrolment,
} from './commands/enrol-at-door.ts'
import { askNewPasskey, askNewPortalPasskey, enrolPasskey, enrolPortalPasskey } from './commands/enrol-passkey.ts'
import {
  addMailFactor,
  addMailFactorOnPortal,
  finishAppFactor,
  finishAppFactorOnPortal,
  removeFactor,
  removeFactorOnPortal,
  renewRecoveryCodes,
  renewRecoveryCodesOnPortal,
  startAppFactor,
  startAppFactorOnPortal,
} from './commands/my-factors.ts'
import {
  addPasskey,
  addPasskeyOnPortal,
  askAddedPasskey,
  askAddedPasskeyOnPortal,
  removePasskey,
  removePasskeyOnPortal,
  renamePasskey,
  renamePasskeyOnPortal,
} from './commands/my-passkeys.ts'
import {
  beginLink,
  beginLinkOnPortal,
  finishLink,
  finishLinkOnPortal,
  removeIdentity,
  removeIdentityOnPortal,
} from './commands/my-identities.ts'
import { removeIdentityOfUser } from './commands/remove-identity-of-user.ts'
import { proveFactor, provePortalFactor } from './commands/prove-factor.ts'
import {
  askMyPasskey,
  askMyPasskeyOnPortal,
  proveIdentity,
  proveIdentityByPasskey,
  proveIdentityByPasskeyOnPortal,
  proveIdentityOnPortal,
  sendMyCode,
  sendMyCodeOnPortal,
} from './commands/prove-identity.ts'
import { provePasskey, provePortalPasskey } from './commands/prove-passkey.ts'
import { removeFactorsOfUser } from './commands/remove-factors-of-user.ts'
import { replacePassword, replacePortalPassword } from './commands/replace-password.ts'
import { saveSecuritySettings } from './commands/save-security-settings.ts'
import { sendPortalProofCode, sendProofCode } from './commands/send-proof-code.ts'
import { getFactorsOfUser, getMyFactors, getMyFactorsOnPortal } from './queries/get-factors.ts'
import { getOpenPortalProof, getOpenProof } from './queries/get-open-proof.ts'
import { getSecuritySettings } from './queries/get-security-settings.ts'
import { listIdentitiesOfUser, listMyIdentities, listMyIdentitiesOnPortal } from './queries/list-identities.ts'
import { getSignInRules } from './queries/get-sign-in-rules.ts'
import { previewSecuritySettings } from './queries/preview-security-settings.ts'

/** What is reachable over HTTP; the addresses stand in the contracts. Set-up itself is `main`'s, with the demo company. */
export const signinRoutes = [
  getSetUpState,
  inviteEmployee,
  resendInvitation,
  cancelInvitation,
  createPortalInvitation,
  listInvitations,
  withdrawInvitation,
  peekInvitation,
  sendConfirmationCode,
  confirmCode,
  acceptInvitation,
  takeUpInvitation,
  askFreshInvitation,
  peekEmployeeInvitation,
  acceptEmployeeInvitation,
  declineEmployeeInvitation,
  signIn,
  portalSignIn,
  signOut,
  signOutOfPortal,
  listMySessions,
  listMyPortalSessions,
  endMySession,
  endMyPortalSession,
  listTokens,
  createToken,
  revokeToken,
  listMyTokens,
  createMyToken,
  revokeMyToken,
  getProofMethods,
  getProofMethodsOnPortal,
  requestPasswordReset,
  requestPortalPasswordReset,
  resetPassword,
  resetPortalPassword,
  finishRescue,
  lockUser,
  unlockUser,
  getTies,
  giveOutTasks,
  deleteUser,
  restoreUser,
  clearSignInPause,
  startBatch,
  stopBatch,
  continueBatch,
  listBatches,
  getBatch,
  listBatchRows,
  importUsers,
  mapImport,
  runImport,
  getImportTemplate,
  getLeftOver,
  listActiveSessions,
  listUserSessions,
  endSessions,
  endSessionsOfUser,
  handOverSupervisor,
  askPasskey,
  askPortalPasskey,
  getMyEmailChange,
  getMyEmailChangeOnPortal,
  changeMyEmail,
  changeMyEmailOnPortal,
  dropMyEmailChange,
  dropMyEmailChangeOnPortal,
  confirmEmailChange,
  undoEmailChange,
  changeEmailOfUser,
  changePassword,
  changePasswordOnPortal,
  endOtherSessions,
  endOtherSessionsOnPortal,
  finishEnrolment,
  finishPortalEnrolment,
  startEnrolment,
  startPortalEnrolment,
  askNewPasskey,
  askNewPortalPasskey,
  enrolPasskey,
  enrolPortalPasskey,
  addMailFactor,
  addMailFactorOnPortal,
  finishAppFactor,
  finishAppFactorOnPortal,
  removeFactor,
  removeFactorOnPortal,
  renewRecoveryCodes,
  renewRecoveryCodesOnPortal,
  startAppFactor,
  startAppFactorOnPortal,
  addPasskey,
  addPasskeyOnPortal,
  askAddedPasskey,
  askAddedPasskeyOnPortal,
  removePasskey,
  removePasskeyOnPortal,
  renamePasskey,
  renamePasskeyOnPortal,
  proveFactor,
  provePortalFactor,
  askMyPasskey,
  askMyPasskeyOnPortal,
  proveIdentity,
  proveIdentityByPasskey,
  proveIdentityByPasskeyOnPortal,
  proveIdentityOnPortal,
  sendMyCode,
  sendMyCodeOnPortal,
  provePasskey,
  provePortalPasskey,
  removeFactorsOfUser,
  replacePassword,
  replacePortalPassword,
  saveSecuritySettings,
  sendPortalProofCode,
  sendProofCode,
  getFactorsOfUser,
  getMyFactors,
  getMyFactorsOnPortal,
  getOpenPortalProof,
  getOpenProof,
  getSecuritySettings,
  getSignInRules,
  previewSecuritySettings,
  beginAtProvider,
  beginAtPortalProvider,
  finishAtProvider,
  finishAtPortalProvider,
  listMyIdentities,
  listMyIdentitiesOnPortal,
  beginLink,
  beginLinkOnPortal,
  finishLink,
  finishLinkOnPortal,
  removeIdentity,
  removeIdentityOnPortal,
  listIdentitiesOfUser,
  removeIdentityOfUser,
].map(asOperation)
