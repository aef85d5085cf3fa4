"""The sentences for failures about the laptop: vault, agents, keys, versions, service, its end.

Keyed by the name of the failure's type, as `messages` says.
"""

from collections.abc import Mapping

from app.ui.message import Message

_SAFE = "Tout ce qui était enregistré est gardé."
_NOTHING_LOST = "Rien n’est perdu."

LAPTOP: Mapping[str, Message] = {
    "PrinterGoneError": Message(
        "Cette imprimante ne répond pas.",
        "Le papier est gardé, à imprimer.",
        "Vérifiez qu’elle est allumée et branchée, ou choisissez-en une autre.",
    ),
    "PrintingStoppedError": Message(
        "L’imprimante s’est arrêtée en route.",
        "Rien n’est noté comme imprimé.",
        "Jetez les feuilles sorties à demi, puis recommencez.",
    ),
    "PrintingFileError": Message(
        "Le fichier n’a pas pu être écrit à cet endroit.",
        "Les papiers sont gardés dans Passerelle, à imprimer.",
        "Choisissez un autre dossier ou une autre clé.",
    ),
    "PracticeRefusedError": Message(
        "En entraînement, rien ne sort, rien ne compte\u00a0: cela ne se fait que dans votre vrai "
        "travail.",
        "Rien n’a été modifié, ni ici ni dans vos vrais dossiers.",
        "Pour le faire vraiment, quittez l’entraînement, puis ouvrez avec votre phrase de passe.",
    ),
    "NotAReleaseError": Message(
        "Ce fichier n’est pas l’annonce d’une version de Passerelle, ou il est abîmé.",
        "Rien n’a été modifié.",
        "Demandez de nouveau le fichier «\u00a0.passerelle-version\u00a0» qui accompagne "
        "l’installateur.",
    ),
    "ForeignReleaseError": Message(
        "Cette annonce n’est pas signée par l’éditeur de ce programme.",
        "Rien n’a été modifié.",
        "N’installez pas ce qui l’accompagne\u00a0; prévenez votre service informatique.",
    ),
    "OlderReleaseError": Message(
        "Cette annonce est plus ancienne que la dernière reçue sur ce poste.",
        "Rien n’a été modifié.",
        "N’installez pas cette version\u00a0: prenez la dernière.",
    ),
    "UnreadableInstallerError": Message(
        "Cet installateur ne peut pas être lu jusqu’au bout.",
        "Rien n’a été modifié.",
        "La clé est-elle encore branchée\u00a0? Copiez le fichier de nouveau, puis recommencez.",
    ),
    "AnnouncementNeededError": Message(
        "Il faut l’annonce qui accompagne cet installateur.",
        "Rien n’a été modifié.",
        "Choisissez le fichier «\u00a0.passerelle-version\u00a0» apporté avec lui.",
    ),
    "FixedByPolicyError": Message(
        "Votre service informatique a fixé ce réglage pour ce poste.",
        "Rien n’a été modifié.",
        "Voyez Réglages, Logiciel, et adressez-vous à lui s’il ne convient pas.",
    ),
    "CodeFileError": Message(
        "Le fichier des codes d’activation donné par votre service informatique ne se lit pas, ou "
        "n’a pas de ligne au nom de cet ordinateur.",
        "Ce poste n’est pas encore activé\u00a0; vos saisies sont gardées ici.",
        "Prévenez votre service informatique\u00a0; l’ouverture suivante essaie de nouveau.",
    ),
    "ImposedActivationError": Message(
        "Le code d’activation donné par votre service informatique n’a pas activé ce poste.",
        "Vos saisies sont gardées ici\u00a0; rien n’est envoyé.",
        "Prévenez-le\u00a0: le code a pu servir déjà, ou n’est plus valable.",
    ),
    "ImposedConventionError": Message(
        "Le fichier de convention donné par votre service informatique ne peut pas être pris.",
        "La convention en service n’a pas changé.",
        "Prévenez-le\u00a0: le fichier manque, est abîmé, ou n’est pas de votre Département.",
    ),
    "ConventionClosedError": Message(
        "La convention a pris fin\u00a0: aucun nouvel entretien, Pass, carnet ni mandat.",
        "Ce qui est commencé peut être terminé, imprimé, envoyé et rendu.",
        "S’il y a un avenant, le référent le note dans Réglages, Convention.",
    ),
    "ConventionNotYetError": Message(
        "La convention n’est pas encore en vigueur.",
        "Rien n’a été commencé.",
        "Le référent note le jour de sa prise d’effet dans Réglages, Convention.",
    ),
    "VieRefuseeError": Message(
        "Cette date ou cette référence ne peut pas être notée.",
        "Rien n’a été modifié.",
        "La date est au plus tard aujourd’hui, le terme vient après elle et avant 2100, la "
        "référence est écrite. Pour un retrait, quelque chose est noté.",
    ),
    "ConventionFileBrokenError": Message(
        "Ce fichier est incomplet, abîmé, ou n’est pas une convention.",
        "La convention en service n’a pas changé.",
        "Demandez le fichier de nouveau au Département.",
    ),
    "ConventionFileNewerError": Message(
        "Ce fichier vient d’une version plus récente de Passerelle.",
        "La convention en service n’a pas changé.",
        "Mettez Passerelle à jour, puis importez-le de nouveau.",
    ),
    "ConventionFileUnsignedError": Message(
        "Ce fichier est une proposition\u00a0: personne ne l’a signé.",
        "La convention en service n’a pas changé.",
        "Le Département le signe, puis vous le remet.",
    ),
    "ConventionFileForeignError": Message(
        "Ce fichier n’est pas signé par le Département de ce poste.",
        "La convention en service n’a pas changé.",
        "Vérifiez d’où il vient avant de le redemander.",
    ),
    "OtherConventionError": Message(
        "Ce fichier est celui d’une autre convention.",
        "La convention en service n’a pas changé.",
        "Choisissez le fichier de la convention de ce poste.",
    ),
    "ConventionGoneError": Message(
        "Cette version de la convention n’est pas sur ce poste.",
        "La convention en service n’a pas changé.",
        "Importez de nouveau son fichier.",
    ),
    "LetterGoneError": Message(
        "Ce texte de lettre n’est pas sur ce poste, ou cette version ne le lit plus.",
        "Les lettres gardent le texte en service.",
        "Synchronisez de nouveau, ou dites-le au Département.",
    ),
    "ClosedValueError": Message(
        "Cette valeur est le texte de la convention\u00a0: elle ne se modifie pas ici.",
        "La convention en service n’a pas changé.",
        "Il faut un avenant, que le Département remet en un fichier signé.",
    ),
    "NothingChangedError": Message("Rien ne change.", "La convention en service reste.", ""),
    "OnlyReferentError": Message(
        "Seul le référent de ce poste complète la conformité.",
        "Rien n’a été modifié.",
        "Demandez-le-lui\u00a0; vous pouvez lire et imprimer les papiers.",
    ),
    "NothingSaidError": Message(
        "Il n’y a encore rien à annoncer.",
        "Aucun courriel n’a été préparé.",
        "Écrivez en quelques mots ce qui change ou ce qui ne va pas.",
    ),
    "InstructionMistakenError": Message(
        "Cette instruction ne peut pas être notée comme elle est écrite.",
        "Rien n’a été modifié.",
        "Vérifiez sa date, qui l’a donnée et ce qu’elle demande.",
    ),
    "MistakenError": Message(
        "Un renseignement ne peut pas être gardé tel qu’il est écrit.",
        "Rien n’a été modifié.",
        "Corrigez ce qui est signalé, puis enregistrez.",
    ),
    "CancelledError": Message("Vous avez arrêté.", "Ce qui était fini est gardé.", ""),
    "WrongPassphraseError": Message(
        "Ce n’est pas la bonne phrase de passe.",
        _NOTHING_LOST,
        "Vérifiez les majuscules et le clavier, puis recommencez.",
    ),
    "BackupUnderWayError": Message(
        "Une sauvegarde est en cours\u00a0: une copie resterait après la destruction.",
        "Rien n’a été détruit.",
        "Attendez qu’elle soit finie, puis recommencez.",
    ),
    "CertificatePlaceError": Message(
        "L’attestation ne peut pas être enregistrée là.",
        "Rien n’a été détruit.",
        "Choisissez une clé ou un dossier hors du poste, où l’on peut écrire.",
    ),
    "EndNotBegunError": Message(
        "Le dossier des données de ce poste ne peut pas être écrit\u00a0: la destruction n’a pas "
        "commencé.",
        "Vos dossiers sont entiers\u00a0; des papiers enregistrés ailleurs ont pu être supprimés. "
        "L’attestation est retirée.",
        "Vérifiez la place et les droits de ce dossier, puis recommencez.",
    ),
    "EndUnfinishedError": Message(
        "La destruction des données de ce poste n’a pas pu s’achever.",
        "Les clés détruites le restent\u00a0: plus rien ne s’ouvre.",
        "Fermez les programmes qui lisent ce dossier, puis ouvrez Passerelle de nouveau\u00a0: il "
        "continue.",
    ),
    "StepError": Message(
        "Cette étape n’est pas à faire maintenant.",
        "Ce qui est fait est gardé.",
        "Revenez à la page\u00a0: elle montre l’étape en cours.",
    ),
    "ChangedSinceError": Message(
        "Des données ont été écrites depuis que cette étape avait été faite.",
        "Rien n’a été détruit.",
        "Refaites l’étape qui s’affiche : ce qui est nouveau doit partir aussi.",
    ),
    "ReturnUnknownError": Message(
        "Le fichier déjà remis a été écrit par une version de Passerelle qui ne notait pas ce "
        "qu’il contient\u00a0: rien ne dit plus s’il est complet.",
        "Rien n’a été détruit.",
        "Enregistrez-le de nouveau et remettez-le, une dernière fois.",
    ),
    "ReturnPlaceError": Message(
        "Le fichier ne peut pas être écrit là, ou ne s’est pas relu.",
        "Rien n’a été détruit.",
        "Choisissez une clé ou un dossier hors du poste, où l’on peut écrire.",
    ),
    "WrongReceiptError": Message(
        "Ce n’est pas ce que le Département doit donner.",
        "Rien n’a été détruit.",
        "Recopiez les huit signes du code, ou la date de sa confirmation écrite.",
    ),
    "DateRefusedError": Message(
        "Cette date ne peut pas être confirmée ici.",
        _SAFE,
        "Corrigez l’horloge de l’ordinateur, ou demandez au référent d’ouvrir.",
    ),
    "IncompleteVaultError": Message(
        "L’installation de ce poste n’est pas allée à son terme.",
        "Rien n’a été modifié.",
        "Demandez à votre référent de l’installer de nouveau.",
    ),
    "AlreadyOpenError": Message(
        "Passerelle est déjà ouvert avec les mêmes données.",
        "Rien n’a été modifié.",
        "Revenez à l’autre fenêtre, ou fermez-la\u00a0: celle-ci s’ouvrira alors d’elle-même.",
    ),
    "AlreadyInstalledError": Message(
        "Ce poste est déjà installé.",
        "Les données en place n’ont pas été touchées.",
        "Fermez Passerelle, puis ouvrez-le de nouveau.",
    ),
    "EvaluationError": Message(
        "Une formule de ce questionnaire ne se calcule pas\u00a0: il ne peut pas s’ouvrir.",
        _SAFE,
        "Le référent peut remettre en service la version précédente, dans Réglages, onglet "
        "Questionnaire.",
    ),
    "NoKeyringHereError": Message(
        "Le trousseau de clés de cet ordinateur ne répond pas, ou ne garde rien.",
        "Rien n’a été modifié.",
        "Déverrouillez-le, ou laissez les phrases de passe sans lui.",
    ),
    "NoOtherWayError": Message(
        "Si le trousseau disparaissait, personne ne pourrait plus ouvrir.",
        "Rien n’a été modifié.",
        "Vérifiez d’abord la feuille de secours, ou mettez la clé de la structure en place.",
    ),
    "KeyFileExistsError": Message(
        "Ce dossier contient déjà une clé de structure.",
        "Elle n’a pas été touchée.",
        "Choisissez un autre dossier.",
    ),
    "RolesMissingError": Message(
        "Il faut choisir au moins un rôle.", "Rien n’a été modifié.", "Cochez celui qui convient."
    ),
    "LastReferentError": Message(
        "C’est le dernier référent de ce poste.",
        "Rien n’a été modifié.",
        "Donnez d’abord ce rôle à un collègue.",
    ),
    "VersionGoneError": Message(
        "Cette version du questionnaire n’est pas entière sur ce poste.",
        "La version en service n’a pas changé.",
        "Importez de nouveau son classeur.",
    ),
    "NotActivatedError": Message(
        "Ce poste n’est pas encore connu du Département.",
        "Vos prescriptions sont gardées et attendent.",
        "Saisissez le code d’activation dans Réglages.",
    ),
    "WrongAddressError": Message(
        "Cette adresse n’est pas celle d’un service.",
        "Rien n’a été envoyé.",
        "Recopiez l’adresse donnée par le Département\u00a0: elle commence par https://.",
    ),
    "DestructionUnknownError": Message(
        "Cette destruction n’a pas encore d’attestation.",
        "L’effacement est fait ou reprendra.",
        "Verrouillez, ouvrez de nouveau, puis regardez ici.",
    ),
    "FormerKeyError": Message(
        "Cette attestation a été signée par une ancienne clé de ce poste.",
        "La destruction reste inscrite dans la liste.",
        "Gardez le fichier enregistré à l’époque\u00a0: il se vérifie toujours.",
    ),
    "NotACertificateError": Message(
        "Ce fichier n’est pas une attestation de destruction de Passerelle.", "", ""
    ),
    "ForgedCertificateError": Message(
        "Cette attestation a été modifiée après sa signature\u00a0: elle ne prouve rien.",
        "",
        "Demandez le fichier d’origine au poste qui l’a produite.",
    ),
}
