import { asOperation } from '../operations/operation.ts'
import { removeThemeImage, setThemeImage } from './commands/set-theme-image.ts'
import { updateCompanySettings } from './commands/update-company-settings.ts'
import { resetTheme, updateTheme } from './commands/update-theme.ts'
import { getCompanySettings } from './queries/get-company-settings.ts'
import { getTheme } from './queries/get-theme.ts'
import { themeImage } from './queries/theme-image.ts'

export const companyRoutes = [
  getCompanySettings,
  updateCompanySettings,
  getTheme,
  updateTheme,
  resetTheme,
  setThemeImage,
  removeThemeImage,
  themeImage,
].map(asOperation)
