; L'installateur de Passerelle pour Windows. `python3 -m installer.windows.build` le compile.
;   passerelle-X-setup.exe [/CurrentUser | /AllUsers] [/S] [/D=dossier]
; Codes de sortie : 0 fait ; 1 abandonné ; 2 échec ; 3 Passerelle est ouvert ; 4 une installation
; pour tous les utilisateurs, ou par l'IT, est déjà là ; 5 version plus récente en place ;
; 6 Windows trop ancien ; 7 /AllUsers sans droits d'administration.
; Les données (coffre) ne sont jamais dans le dossier du programme et ne sont jamais supprimées.
Target amd64-unicode
Unicode true
SetDateSave off
!ifdef QUICK
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
!endif

!define NAME "Passerelle"
!define PUBLISHER "Projet Passerelle"
!define EXE "passerelle.exe"
!define MUTEX "Global\Passerelle-en-cours"
!define SUFFIX ".passerelle-convention"
!define PROGID "Passerelle.Convention"
!define OWN_KEY "Software\Passerelle"
!define UNINSTALL_KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Passerelle"
!define EXIT_RUNNING 3
!define EXIT_OTHER 4
!define EXIT_NEWER 5
!define EXIT_WINDOWS 6
!define EXIT_RIGHTS 7
!define OLDEST_BUILD 17763 ; Windows 10 1809, que Qt 6.12 demande

Name "${NAME}"
BrandingText "${NAME} ${VERSION}"
OutFile "${OUT}"
RequestExecutionLevel user
ManifestDPIAware true
VIProductVersion "${VERSION}.0"
VIAddVersionKey /LANG=0 "ProductName" "${NAME}"
VIAddVersionKey /LANG=0 "ProductVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileVersion" "${VERSION}"
VIAddVersionKey /LANG=0 "FileDescription" "Installation de ${NAME}"
VIAddVersionKey /LANG=0 "CompanyName" "${PUBLISHER}"
VIAddVersionKey /LANG=0 "LegalCopyright" "Apache-2.0"

!define MULTIUSER_EXECUTIONLEVEL Highest
!define MULTIUSER_MUI
!define MULTIUSER_INSTALLMODE_COMMANDLINE
!define MULTIUSER_INSTALLMODE_INSTDIR "${NAME}"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_KEY "${OWN_KEY}"
!define MULTIUSER_INSTALLMODE_INSTDIR_REGISTRY_VALUENAME "Dossier"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_KEY "${OWN_KEY}"
!define MULTIUSER_INSTALLMODE_DEFAULT_REGISTRY_VALUENAME "Mode"
!define MULTIUSER_INSTALLMODE_DEFAULT_CURRENTUSER
!define MULTIUSER_USE_PROGRAMFILES64
!include "MultiUser.nsh"
!include "MUI2.nsh"
!include "LogicLib.nsh"
!include "x64.nsh"
!include "WinVer.nsh"
!include "WordFunc.nsh"
!include "FileFunc.nsh"

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_ABORTWARNING
!define DATA_WORDS "Les données ne sont pas dans le dossier du programme : chaque utilisateur garde les siennes, chiffrées, dans son dossier AppData\Local\Passerelle."
!define DESTROY_WORDS "Pour les détruire : dans Passerelle, Réglages, « Détruire toutes les données de ce poste », avant de désinstaller."

!define MUI_LICENSEPAGE_BUTTON "Suivant >"
!define MUI_LICENSEPAGE_TEXT_BOTTOM "Passerelle est un logiciel libre (Apache-2.0). Ce texte reste dans le dossier du programme, _internal\NOTICES.txt."
!insertmacro MUI_PAGE_LICENSE "${NOTICES}"
!insertmacro MULTIUSER_PAGE_INSTALLMODE
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_TEXT "Passerelle ${VERSION} est installé.$\r$\n$\r$\n${DATA_WORDS} Une mise à jour ou une désinstallation ne les supprime pas."
!define MUI_FINISHPAGE_TEXT_LARGE
!define MUI_FINISHPAGE_RUN
!define MUI_FINISHPAGE_RUN_TEXT "Ouvrir Passerelle"
!define MUI_FINISHPAGE_RUN_FUNCTION OpenProgram
!insertmacro MUI_PAGE_FINISH

!define MUI_UNCONFIRMPAGE_TEXT_TOP "Le programme va être retiré. ${DATA_WORDS} Elles y restent. ${DESTROY_WORDS}"
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!define MUI_FINISHPAGE_TEXT "Passerelle a été retiré.$\r$\n$\r$\nVos données n’ont pas été touchées : chaque utilisateur les garde, chiffrées, dans son dossier AppData\Local\Passerelle. Réinstaller Passerelle les retrouve."
!define MUI_FINISHPAGE_TEXT_LARGE
!insertmacro MUI_UNPAGE_FINISH
!insertmacro MUI_LANGUAGE "French"

!ifdef SIGN
  !uninstfinalize '${SIGN} "%1"' = 0
!endif

; Dit une fois pourquoi rien n'est fait, puis sort avec le code donné.
!macro Refuse CODE WORDS
  MessageBox MB_OK|MB_ICONEXCLAMATION "${WORDS}" /SD IDOK
  SetErrorLevel ${CODE}
  Quit
!macroend

; Refuse tant que Passerelle est ouvert, dans n'importe quelle session de l'ordinateur.
!macro AskToClose
  ${Do}
    System::Call 'kernel32::OpenMutexW(i 0x100000, i 0, w "${MUTEX}") p .R0 ?e'
    Pop $R1
    ${If} $R0 P<> 0
      System::Call 'kernel32::CloseHandle(p R0)'
    ${ElseIf} $R1 <> 5 ; 5 : il existe, chez un autre utilisateur
      ${ExitDo}
    ${EndIf}
    ${If} ${Silent}
      SetErrorLevel ${EXIT_RUNNING}
      Quit
    ${EndIf}
    ${If} ${Cmd} `MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "Passerelle est ouvert sur cet ordinateur.$\r$\n$\r$\nRien n’a été changé. Enregistrez, fermez Passerelle, puis choisissez Réessayer." IDCANCEL`
      SetErrorLevel ${EXIT_RUNNING}
      Quit
    ${EndIf}
  ${Loop}
!macroend

Function .onInit
  SetRegView 64
  ${IfNot} ${AtLeastBuild} ${OLDEST_BUILD}
    !insertmacro Refuse ${EXIT_WINDOWS} "Passerelle demande Windows 10 (version 1809) ou plus récent, en 64 bits."
  ${EndIf}
  !insertmacro MULTIUSER_INIT
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/AllUsers" $R1
  ${IfNot} ${Errors}
  ${AndIf} $MultiUser.InstallMode != "AllUsers"
    !insertmacro Refuse ${EXIT_RIGHTS} "Installer pour tous les utilisateurs demande les droits d’administration."
  ${EndIf}
  !insertmacro AskToClose
FunctionEnd

Function un.onInit
  SetRegView 64
  !insertmacro MULTIUSER_UNINIT
  !insertmacro AskToClose
FunctionEnd

Function OpenProgram
  ; par l'explorateur : un programme ouvert d'ici aurait les droits de l'installateur
  Exec '"$WINDIR\explorer.exe" "$INSTDIR\${EXE}"'
FunctionEnd

; Une autre installation, une version plus récente : on s'arrête avant de rien toucher.
Function LookAround
  ReadRegStr $R0 HKLM "${OWN_KEY}" "Mode"
  ${If} $R0 == "Msi"
    !insertmacro Refuse ${EXIT_OTHER} "Passerelle est installé sur cet ordinateur par votre service informatique (MSI). Rien n’a été changé."
  ${EndIf}
  ${If} $R0 == "AllUsers"
  ${AndIf} $MultiUser.InstallMode == "CurrentUser"
    !insertmacro Refuse ${EXIT_OTHER} "Passerelle est déjà installé pour tous les utilisateurs de cet ordinateur. Rien n’a été changé."
  ${EndIf}
  ReadRegStr $R0 SHCTX "${UNINSTALL_KEY}" "DisplayVersion"
  ${If} $R0 != ""
    ${VersionCompare} "$R0" "${VERSION}" $R1
    ${If} $R1 = 1
      !insertmacro Refuse ${EXIT_NEWER} "Passerelle $R0, plus récent que ${VERSION}, est installé : une version ancienne ne lirait plus vos données. Rien n’a été changé."
    ${EndIf}
  ${EndIf}
FunctionEnd

; Retire les fichiers de la version d'avant, par son propre désinstalleur ; les données restent.
Function RemoveFormer
  ReadRegStr $R0 SHCTX "${OWN_KEY}" "Dossier"
  ${If} $R0 == ""
  ${OrIfNot} ${FileExists} "$R0\uninstall.exe"
    Return
  ${EndIf}
  DetailPrint "Retrait de la version précédente ($R0)…"
  InitPluginsDir
  CopyFiles /SILENT "$R0\uninstall.exe" "$PLUGINSDIR\former.exe"
  ExecWait '"$PLUGINSDIR\former.exe" /$MultiUser.InstallMode /S _?=$R0' $R1
  ${If} $R1 <> 0
    DetailPrint "La version précédente n’a pas pu être retirée (code $R1)."
    SetErrorLevel $R1
    Abort "La version précédente n’a pas pu être retirée. Vos données n’ont pas été touchées."
  ${EndIf}
FunctionEnd

Section "Passerelle"
  Call LookAround
  Call RemoveFormer
  ClearErrors
  !include "${LAYING}"
  ${If} ${Errors}
    SetErrorLevel 2
    Abort "Des fichiers n’ont pas pu être écrits dans $INSTDIR. Vos données n’ont pas été touchées."
  ${EndIf}
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\Passerelle.lnk" "$INSTDIR\${EXE}" "" "$INSTDIR\${EXE}" 0 SW_SHOWNORMAL "" "Aider au numérique : entretiens, Pass, mandats"

  WriteRegStr SHCTX "${OWN_KEY}" "Dossier" "$INSTDIR"
  WriteRegStr SHCTX "${OWN_KEY}" "Mode" "$MultiUser.InstallMode"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayName" "${NAME}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "DisplayIcon" "$INSTDIR\${EXE},0"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "Publisher" "${PUBLISHER}"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "Comments" "Les données de chaque utilisateur restent dans AppData\Local\Passerelle."
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "UninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode'
  WriteRegStr SHCTX "${UNINSTALL_KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /$MultiUser.InstallMode /S'
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "EstimatedSize" ${SIZE_KB}
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoModify" 1
  WriteRegDWORD SHCTX "${UNINSTALL_KEY}" "NoRepair" 1

  WriteRegStr SHCTX "Software\Classes\${SUFFIX}" "" "${PROGID}"
  WriteRegStr SHCTX "Software\Classes\${PROGID}" "" "Convention Passerelle"
  WriteRegStr SHCTX "Software\Classes\${PROGID}\DefaultIcon" "" "$INSTDIR\${EXE},0"
  WriteRegStr SHCTX "Software\Classes\${PROGID}\shell\open\command" "" '"$INSTDIR\${EXE}" "%1"'
  ${RefreshShellIcons}
  DetailPrint "${DATA_WORDS}"
SectionEnd

Section "Uninstall"
  !include "${REMOVING}"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Passerelle.lnk"
  DeleteRegKey SHCTX "${UNINSTALL_KEY}"
  DeleteRegKey SHCTX "${OWN_KEY}"
  ReadRegStr $R0 SHCTX "Software\Classes\${SUFFIX}" ""
  ${If} $R0 == "${PROGID}" ; un autre programme a pu la prendre
    DeleteRegKey SHCTX "Software\Classes\${SUFFIX}"
  ${EndIf}
  DeleteRegKey SHCTX "Software\Classes\${PROGID}"
  ${RefreshShellIcons}
  DetailPrint "${DATA_WORDS} Elles n’ont pas été touchées."
SectionEnd
