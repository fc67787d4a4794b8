Target amd64-unicode
; The Windows installer: per machine, silent with /S, upgrade in place, records kept. Compiled on Debian with
;   makensis -DVERSION=0.1.0 -DSOURCE=build/package/windows/doorstep -DOUTPUT=dist/doorstep-0.1.0-x64.exe installer/windows/doorstep.nsi
; SOURCE is the folder that payload.py lays out. /PURGE=1 on uninstall removes the records of whoever runs it, too.
Unicode true
ManifestDPIAware true
RequestExecutionLevel admin
; FAST is for trying: two minutes less, and half as much again in size.
!ifdef FAST
  SetCompressor zlib
!else
  SetCompressor /SOLID lzma
!endif
!include LogicLib.nsh
!include FileFunc.nsh
!include WordFunc.nsh
!include x64.nsh

Name "Doorstep"
OutFile "${OUTPUT}"
InstallDir "$PROGRAMFILES64\Doorstep"
ShowInstDetails nevershow
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "Doorstep"
VIAddVersionKey "FileDescription" "Case records for community supervision"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "The Doorstep contributors"
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Doorstep"

Page instfiles
UninstPage uninstConfirm
UninstPage instfiles

Section "Doorstep"
  SetRegView 64
  SetShellVarContext all
  ; Nobody goes back to faults that were mended, nor to a program that cannot read its own records any more.
  ReadRegStr $0 HKLM "${KEY}" "DisplayVersion"
  ${If} $0 != ""
    ${VersionCompare} "${VERSION}" $0 $1
    ${If} $1 == 2
      SetErrorLevel 1638
      Abort "A newer version of Doorstep is installed. Nothing was changed."
    ${EndIf}
  ${EndIf}
  ; A program that runs keeps its files: it is asked for by name, and the installation is refused rather than half done.
  ClearErrors
  ${If} ${FileExists} "$INSTDIR\doorstep.exe"
    FileOpen $0 "$INSTDIR\doorstep.exe" a
    ${If} ${Errors}
      SetErrorLevel 1618
      Abort "Doorstep is running. Close it, then install again."
    ${EndIf}
    FileClose $0
  ${EndIf}
  ; What the version before had and this one has not goes: the folder is the program's alone.
  RMDir /r "$INSTDIR\program"
  SetOutPath "$INSTDIR"
  File /r "${SOURCE}/*"
  CreateShortcut "$SMPROGRAMS\Doorstep.lnk" "$INSTDIR\doorstep.exe"
  ; Crash dumps of this program could hold what was on the screen.
  WriteRegDWORD HKLM "Software\Microsoft\Windows\Windows Error Reporting\ExcludedApplications" "doorstep.exe" 1
  WriteRegStr HKLM "${KEY}" "DisplayName" "Doorstep"
  WriteRegStr HKLM "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKLM "${KEY}" "Publisher" "The Doorstep contributors"
  WriteRegStr HKLM "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKLM "${KEY}" "DisplayIcon" "$INSTDIR\doorstep.exe"
  WriteRegStr HKLM "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegStr HKLM "${KEY}" "QuietUninstallString" '"$INSTDIR\uninstall.exe" /S'
  WriteRegDWORD HKLM "${KEY}" "NoModify" 1
  WriteRegDWORD HKLM "${KEY}" "NoRepair" 1
  WriteUninstaller "$INSTDIR\uninstall.exe"
SectionEnd

Section "Uninstall"
  SetRegView 64
  SetShellVarContext all
  Delete "$SMPROGRAMS\Doorstep.lnk"
  DeleteRegValue HKLM "Software\Microsoft\Windows\Windows Error Reporting\ExcludedApplications" "doorstep.exe"
  DeleteRegKey HKLM "${KEY}"
  RMDir /r "$INSTDIR"
  ; Records stay: they may hold what the office has not received. C:\ProgramData\Doorstep (the policy) is the agency's.
  ${GetParameters} $1
  ClearErrors
  ${GetOptions} $1 "/PURGE=" $2
  ${If} $2 == "1"
    SetShellVarContext current
    RMDir /r "$LOCALAPPDATA\Doorstep"
  ${EndIf}
SectionEnd
