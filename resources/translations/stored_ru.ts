<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
    <context>
        <name>FoundPage</name>
        <message>
            <source>Nothing is in doubt</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Сомнений нет</translation>
        </message>
        <message>
            <source>Every file is what this program left at the last closing.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Каждый файл таков, каким эта программа оставила его при последнем закрытии.</translation>
        </message>
        <message>
            <source>The vault is not what this program left</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Хранилище не такое, каким его оставила программа</translation>
        </message>
        <message>
            <source>Ask first: did you or somebody you trust put back a backup, or copy the folder? If not, somebody else had this disk in hand. Tell your coordinator before you decide.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Сначала вспомните: не вернули ли вы или тот, кому вы доверяете, резервную копию, не копировали ли папку? Если нет, этот диск был в чужих руках. Сообщите координатору, прежде чем решать.</translation>
        </message>
        <message>
            <source>Nothing is changed until you decide. What is shown can be read and handed over: “Save what is there” writes an encrypted file for somebody you trust.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Пока вы не решили, ничего не изменяется. То, что показано, можно читать и передать: «Сохранить то, что есть» записывает зашифрованный файл для того, кому вы доверяете.</translation>
        </message>
        <message numerus="yes">
            <source>%n attachment(s) lack their file; the answers stay.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>У %n вложения нет файла; ответы остаются.</numerusform>
                <numerusform>У %n вложений нет файлов; ответы остаются.</numerusform>
                <numerusform>У %n вложений нет файлов; ответы остаются.</numerusform>
            </translation>
        </message>
        <message>
            <source>Accepted. From now on this state is the one to compare with.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Принято. Отныне сравнивается с этим состоянием.</translation>
        </message>
        <message numerus="yes">
            <source>%n saved step(s) of writing could be read.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>Прочитан %n сохранённый шаг записи.</numerusform>
                <numerusform>Прочитано %n сохранённых шага записи.</numerusform>
                <numerusform>Прочитано %n сохранённых шагов записи.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n could not, whole or in part.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>%n не прочитан целиком или частично.</numerusform>
                <numerusform>%n не прочитаны целиком или частично.</numerusform>
                <numerusform>%n не прочитаны целиком или частично.</numerusform>
            </translation>
        </message>
        <message>
            <source>The damaged file stays until you remove it in the settings.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Повреждённый файл останется, пока вы не удалите его в настройках.</translation>
        </message>
    </context>
    <context>
        <name>FindingCard</name>
        <message>
            <source>Reason</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Причина</translation>
        </message>
        <message>
            <source>Reason: what happened to the vault? It is kept.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Причина: что случилось с хранилищем? Она сохранится.</translation>
        </message>
        <message>
            <source>Write what can be read into a new file</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Записать прочитанное в новый файл</translation>
        </message>
        <message>
            <source>Save what is there…</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Сохранить то, что есть…</translation>
        </message>
        <message>
            <source>File: %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Файл: %1</translation>
        </message>
        <message>
            <source>It is only read and left as it is. Keep the folder unchanged.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Его можно только читать, он оставлен как есть. Не меняйте папку.</translation>
        </message>
        <message>
            <source>Give it up</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Считать потерянным</translation>
        </message>
        <message>
            <source>Accept this state as it is</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Принять это состояние как есть</translation>
        </message>
    </context>
    <context>
        <name>FoundBar</name>
        <message>
            <source>What was found</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Что обнаружено</translation>
        </message>
        <message>
            <source>The vault was found changed: it can only be read.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Хранилище оказалось изменено: его можно только читать.</translation>
        </message>
        <message numerus="yes">
            <source>%n part(s) of the vault were found changed and can only be read.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>%n часть хранилища оказалась изменена, её можно только читать.</numerusform>
                <numerusform>%n части хранилища оказались изменены, их можно только читать.</numerusform>
                <numerusform>%n частей хранилища оказались изменены, их можно только читать.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n attachment(s) lack their file.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>У %n вложения нет файла.</numerusform>
                <numerusform>У %n вложений нет файлов.</numerusform>
                <numerusform>У %n вложений нет файлов.</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>Findings</name>
        <message>
            <source>The index: people, trust, forms and the log of exchanges</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Указатель: люди, доверие, формы и журнал обмена</translation>
        </message>
        <message>
            <source>The archive: what colleagues sent</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Архив: то, что прислали коллеги</translation>
        </message>
        <message>
            <source>Visit: %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Посещение: %1</translation>
        </message>
        <message>
            <source>A visit whose name cannot be read</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Посещение, название которого не прочитать</translation>
        </message>
        <message>
            <source>The file is damaged. What is shown of it may be incomplete; nothing of it is made up.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Файл повреждён. Показанное может быть неполным; ничего выдуманного в нём нет.</translation>
        </message>
        <message>
            <source>The file is gone. It was deleted or moved, not by this program.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Файла нет. Его удалила или перенесла не эта программа.</translation>
        </message>
        <message>
            <source>A log lies beside the file that this program did not leave there. It was not read: what is shown is the state of the last closing, and nothing of it is missing.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Рядом с файлом лежит журнал, который оставила не эта программа. Он не прочитан: показано состояние последнего закрытия, в нём всё на месте.</translation>
        </message>
        <message>
            <source>The file of an older version could not be brought up to date; it was left as it was.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Файл прежней версии не удалось обновить; он оставлен как был.</translation>
        </message>
        <message>
            <source>An older copy was put back, or a page of one. Somebody whose trust you have ended may stand as trusted again. Until you accept this state nothing is written to the vault.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Возвращена более старая копия или её страница. Тот, кому вы перестали доверять, может снова числиться доверенным. Пока вы не примете это состояние, в хранилище ничего не записывается.</translation>
        </message>
        <message>
            <source>An older copy was put back, or a page of one.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Возвращена более старая копия или её страница.</translation>
        </message>
        <message>
            <source>An older copy was put back, or a page of one. Answers after %1 are missing here if there were any.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Возвращена более старая копия или её страница. Ответов после %1 здесь нет, если они были.</translation>
        </message>
    </context>
    <context>
        <name>FormPage</name>
        <message>
            <source>This visit can only be read: it was found changed. Nothing typed here would be kept.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Это посещение можно только читать: оно оказалось изменено. Набранное здесь не сохранилось бы.</translation>
        </message>
        <message>
            <source>What was found</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Что обнаружено</translation>
        </message>
    </context>
    <context>
        <name>Entries</name>
        <message>
            <source>What was found</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Что обнаружено</translation>
        </message>
    </context>
    <context>
        <name>StoredCard</name>
        <message>
            <source>Remove this file</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Удалить этот файл</translation>
        </message>
        <message>
            <source>What is stored on this laptop</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Что хранится на этом ноутбуке</translation>
        </message>
        <message>
            <source>Vault: %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Хранилище: %1</translation>
        </message>
        <message>
            <source>Files of the vault</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Файлы хранилища</translation>
        </message>
        <message>
            <source>All of it is encrypted. Outside this folder there is one small file with the language, the colours, the text size and the folder's path. No recent files, no logs, no temporary files.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Всё это зашифровано. Вне этой папки есть один маленький файл с языком, цветами, размером текста и путём к папке. Ни списка последних файлов, ни журналов, ни временных файлов.</translation>
        </message>
        <message numerus="yes">
            <source>%n file(s), %1 together.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>%n файл, всего %1.</numerusform>
                <numerusform>%n файла, всего %1.</numerusform>
                <numerusform>%n файлов, всего %1.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%n of them nothing opens.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>%n из них ничем не открывается.</numerusform>
                <numerusform>%n из них ничем не открываются.</numerusform>
                <numerusform>%n из них ничем не открываются.</numerusform>
            </translation>
        </message>
        <message>
            <source>The file was removed.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Файл удалён.</translation>
        </message>
    </context>
    <context>
        <name>StoredTable</name>
        <message>
            <source>What</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Что</translation>
        </message>
        <message>
            <source>Size</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Размер</translation>
        </message>
        <message>
            <source>Written</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Записан</translation>
        </message>
        <message>
            <source>Opened by</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Чем открывается</translation>
        </message>
        <message>
            <source>Key file</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Файл ключей</translation>
        </message>
        <message>
            <source>Index: people, forms, exchanges</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Указатель: люди, формы, обмен</translation>
        </message>
        <message>
            <source>Archive: from colleagues</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Архив: от коллег</translation>
        </message>
        <message>
            <source>Visit</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Посещение</translation>
        </message>
        <message>
            <source>Attachment</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Вложение</translation>
        </message>
        <message>
            <source>Sealed bundle</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Запечатанный пакет</translation>
        </message>
        <message>
            <source>Copy from before an update</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Копия до обновления</translation>
        </message>
        <message>
            <source>Damaged file, saved elsewhere</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Повреждённый файл, сохранён в другом</translation>
        </message>
        <message>
            <source>Unknown file</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Неизвестный файл</translation>
        </message>
        <message>
            <source>passphrase</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>парольная фраза</translation>
        </message>
        <message>
            <source>recovery code</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>код восстановления</translation>
        </message>
        <message>
            <source>the organisation’s key</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>ключ организации</translation>
        </message>
        <message>
            <source>its recipients alone</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>только получатели</translation>
        </message>
        <message>
            <source>nothing</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>ничего</translation>
        </message>
    </context>
</TS>
