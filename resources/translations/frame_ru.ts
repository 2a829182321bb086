<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
    <context>
        <name>CommandPalette</name>
        <message>
            <source>What would you like to do or open?</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Что сделать или открыть?</translation>
        </message>
        <message>
            <source>Command or search</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Команда или поиск</translation>
        </message>
        <message>
            <source>Commands found</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Найденные команды</translation>
        </message>
        <message>
            <source>Nothing found. Try another word.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Ничего не найдено. Попробуйте другое слово.</translation>
        </message>
    </context>
    <context>
        <name>Cover</name>
        <message>
            <source>Paused. PIN or passphrase to go on:</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Пауза. Чтобы продолжить — ПИН-код или парольная фраза:</translation>
        </message>
        <message>
            <source>PIN or passphrase</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>ПИН-код или парольная фраза</translation>
        </message>
        <message>
            <source>Go on</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Продолжить</translation>
        </message>
        <message numerus="yes">
            <source>That does not fit. Tries left: %n</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>Не подходит. Осталась %n попытка</numerusform>
                <numerusform>Не подходит. Осталось %n попытки</numerusform>
                <numerusform>Не подходит. Осталось %n попыток</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>CrashDialog</name>
        <message>
            <source>A fault in the program</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Сбой в программе</translation>
        </message>
        <message>
            <source>The program met a fault of its own. What was shown as saved is in the vault. You can go on; if something looks wrong, lock and open the vault again.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>В программе произошёл сбой. Всё, что было отмечено как сохранённое, есть в хранилище. Можно продолжать; если что-то выглядит не так, заблокируйте хранилище и откройте его снова.</translation>
        </message>
        <message>
            <source>Report without answers and names</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Отчёт без ответов и имён</translation>
        </message>
        <message>
            <source>For the developers. It holds no answers and no names; nothing was sent anywhere.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Для разработчиков. Здесь нет ни ответов, ни имён; никуда ничего не отправлено.</translation>
        </message>
        <message>
            <source>Go on</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Продолжить</translation>
        </message>
    </context>
    <context>
        <name>CreateWizard</name>
        <message>
            <source>Your name or pseudonym</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Ваше имя или псевдоним</translation>
        </message>
        <message>
            <source>Recovery code from your paper</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Код восстановления с вашей бумаги</translation>
        </message>
        <message>
            <source>Back</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Назад</translation>
        </message>
        <message>
            <source>Continue</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Дальше</translation>
        </message>
        <message>
            <source>Colleagues see it beside your answers. A pseudonym is enough, and often wiser.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Коллеги увидят его рядом с вашими ответами. Псевдонима достаточно, а часто он и разумнее.</translation>
        </message>
        <message>
            <source>Choose an empty folder: on this laptop or on a stick. Its name should say nothing.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Выберите пустую папку — на этом ноутбуке или на флешке. Её название не должно ни о чём говорить.</translation>
        </message>
        <message>
            <source>Folder of the vault</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Папка хранилища</translation>
        </message>
        <message>
            <source>Write this code by hand on paper. It opens the vault if the passphrase is forgotten.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Перепишите этот код от руки на бумагу. Он откроет хранилище, если парольная фраза забыта.</translation>
        </message>
        <message>
            <source>It is shown only now. Keep the paper away from the laptop, do not photograph it.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Он показывается только сейчас. Храните бумагу отдельно от ноутбука, не фотографируйте её.</translation>
        </message>
        <message>
            <source>Type the code from your paper. Blanks, hyphens and case do not matter.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Введите код со своей бумаги. Пробелы, дефисы и регистр не важны.</translation>
        </message>
        <message>
            <source>Only a code that opened the vault once can be relied on. Go back to see it again.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Полагаться можно лишь на код, который уже открыл хранилище. Чтобы увидеть его снова, вернитесь назад.</translation>
        </message>
        <message>
            <source>Who are you?</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Как вас называть?</translation>
        </message>
        <message>
            <source>Passphrase</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Парольная фраза</translation>
        </message>
        <message>
            <source>Recovery code</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Код восстановления</translation>
        </message>
        <message>
            <source>Rehearsal</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Проверка кода</translation>
        </message>
        <message>
            <source>New vault · step %1 of 4</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Новое хранилище · шаг %1 из 4</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Отмена</translation>
        </message>
        <message>
            <source>Finish</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Готово</translation>
        </message>
        <message>
            <source>Making the vault…</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Создаю хранилище…</translation>
        </message>
        <message>
            <source>Opening with the code…</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Открываю по коду…</translation>
        </message>
    </context>
    <context>
        <name>Demonstration</name>
        <message>
            <source>Demonstration: people, places and answers are invented. PIN of the cover: %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Показ: люди, места и ответы вымышлены. ПИН-код для открытия: %1</translation>
        </message>
    </context>
    <context>
        <name>Desk</name>
        <message>
            <source>Not locked, because not everything is written yet; what you typed is kept.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Не заблокировано: ещё не всё записано; набранное не пропало.</translation>
        </message>
        <message>
            <source>The clock of this laptop says %1, which seems wrong. You can go on; times you type stay.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Часы ноутбука показывают %1 — похоже, неверно. Можно продолжать: введённое вами время не изменится.</translation>
        </message>
        <message>
            <source>The recovery code was never tried: if the passphrase is forgotten, all is lost.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Код восстановления ни разу не проверяли: если фраза забудется, всё потеряно.</translation>
        </message>
        <message>
            <source>Try it now</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Проверить сейчас</translation>
        </message>
    </context>
    <context>
        <name>Entries</name>
        <message>
            <source>Settings</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Настройки</translation>
        </message>
        <message>
            <source>Help</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Справка</translation>
        </message>
    </context>
    <context>
        <name>FilePicker</name>
        <message>
            <source>Drives and folders to begin from</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Диски и папки, с которых начать</translation>
        </message>
        <message>
            <source>Content of the folder</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Содержимое папки</translation>
        </message>
        <message>
            <source>Name of the new folder</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Название новой папки</translation>
        </message>
        <message>
            <source>File name</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Имя файла</translation>
        </message>
        <message>
            <source>New folder in here (may stay empty)</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Новая папка внутри (можно не указывать)</translation>
        </message>
        <message>
            <source>Up to the folder above</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>В папку выше</translation>
        </message>
        <message>
            <source>Cancel</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Отмена</translation>
        </message>
        <message>
            <source>This folder cannot be read.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Эту папку не удаётся прочитать.</translation>
        </message>
        <message>
            <source>Nothing here.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Здесь ничего нет.</translation>
        </message>
        <message>
            <source>Choose this folder</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Выбрать эту папку</translation>
        </message>
        <message>
            <source>Open</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Открыть</translation>
        </message>
        <message>
            <source>Write here</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Записать сюда</translation>
        </message>
        <message>
            <source>Home folder</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Домашняя папка</translation>
        </message>
        <message>
            <source>%1 free</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>свободно %1</translation>
        </message>
    </context>
    <context>
        <name>Frame</name>
        <message>
            <source>Command or search  Ctrl+K</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Команда или поиск  Ctrl+K</translation>
        </message>
        <message>
            <source>Hide</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Скрыть</translation>
        </message>
        <message>
            <source>Cover everything: F12, or Shift three times</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Скрыть всё: F12 или три раза Shift</translation>
        </message>
        <message>
            <source>Hide everything</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Скрыть всё</translation>
        </message>
        <message>
            <source>Lock the vault</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Заблокировать хранилище</translation>
        </message>
    </context>
    <context>
        <name>HelpPage</name>
        <message>
            <source>Help</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Справка</translation>
        </message>
    </context>
    <context>
        <name>MainWindow</name>
        <message>
            <source>Notes</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Заметки</translation>
        </message>
        <message>
            <source>To the settings</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>К настройкам</translation>
        </message>
    </context>
    <context>
        <name>MessageBar</name>
        <message>
            <source>Do it</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Сделать</translation>
        </message>
        <message>
            <source>Close this message</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Закрыть это сообщение</translation>
        </message>
    </context>
    <context>
        <name>PassphraseCard</name>
        <message>
            <source>Change the passphrase</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Сменить парольную фразу</translation>
        </message>
        <message>
            <source>Use the new passphrase</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Принять новую фразу</translation>
        </message>
        <message>
            <source>Passphrase</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Парольная фраза</translation>
        </message>
        <message>
            <source>The new passphrase opens the vault from now on.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Теперь хранилище открывается новой парольной фразой.</translation>
        </message>
    </context>
    <context>
        <name>PassphraseEdit</name>
        <message>
            <source>Show the passphrase (Ctrl+H)</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Показать фразу (Ctrl+H)</translation>
        </message>
        <message>
            <source>Cyrillic</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>кириллица</translation>
        </message>
        <message>
            <source>Latin</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>латиница</translation>
        </message>
        <message>
            <source>CapsLock shows with the first letter</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>CapsLock станет виден с первой буквой</translation>
        </message>
        <message>
            <source>CapsLock is on</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>CapsLock включён</translation>
        </message>
        <message>
            <source>CapsLock is off</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>CapsLock выключен</translation>
        </message>
        <message>
            <source>Keyboard: %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Раскладка: %1</translation>
        </message>
    </context>
    <context>
        <name>PhraseStep</name>
        <message>
            <source>7 Russian words</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>7 русских слов</translation>
        </message>
        <message>
            <source>7 English words</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>7 английских слов</translation>
        </message>
        <message>
            <source>My own</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Своя</translation>
        </message>
        <message>
            <source>Other words</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Другие слова</translation>
        </message>
        <message>
            <source>Own passphrase</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Своя парольная фраза</translation>
        </message>
        <message>
            <source>Passphrase once more</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Парольная фраза ещё раз</translation>
        </message>
        <message>
            <source>Type it once more</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Введите её ещё раз</translation>
        </message>
        <message>
            <source>Type these words to learn them</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Введите эти слова, чтобы запомнить</translation>
        </message>
        <message>
            <source>At least 5 different words or 25 characters, no quotation, no names of people or places. Case, ё and double spaces do not matter.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Не менее 5 разных слов или 25 знаков, не цитата, без имён и названий мест. Регистр, «ё» и двойные пробелы не важны.</translation>
        </message>
        <message>
            <source>Learn the words, or write them by hand on paper that never travels with the laptop. Do not print them, do not photograph them, do not keep them in a telephone.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Выучите слова или запишите от руки на бумаге, которая никогда не ездит вместе с ноутбуком. Не печатайте, не фотографируйте и не храните их в телефоне.</translation>
        </message>
        <message>
            <source>Both are the same.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Совпадает.</translation>
        </message>
        <message>
            <source>Not the same yet.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Пока не совпадает.</translation>
        </message>
        <message>
            <source>Nobody can reset it: there is no copy anywhere.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Сбросить её не сможет никто: копии нет нигде.</translation>
        </message>
    </context>
    <context>
        <name>RecoveryCard</name>
        <message>
            <source>Recovery code from paper</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Код восстановления с бумаги</translation>
        </message>
        <message>
            <source>Try the code</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Проверить код</translation>
        </message>
        <message>
            <source>Recovery code</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Код восстановления</translation>
        </message>
        <message>
            <source>It is on paper only: the program cannot show it again.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Он только на бумаге: показать его снова программа не может.</translation>
        </message>
        <message>
            <source>The code was typed back once and opened the vault.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Код уже вводили с бумаги, и он открыл хранилище.</translation>
        </message>
    </context>
    <context>
        <name>SettingsPage</name>
        <message>
            <source>Language and look</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Язык и вид</translation>
        </message>
        <message>
            <source>As the system</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Как в системе</translation>
        </message>
        <message>
            <source>Light</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Светлые</translation>
        </message>
        <message>
            <source>Dark</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Тёмные</translation>
        </message>
        <message>
            <source>High contrast</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Высокий контраст</translation>
        </message>
        <message>
            <source>Language</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Язык</translation>
        </message>
        <message>
            <source>Colours</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Цвета</translation>
        </message>
        <message>
            <source>Text size</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Размер текста</translation>
        </message>
        <message>
            <source>Cover and lock</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Скрытие и блокировка</translation>
        </message>
        <message>
            <source>F12 or Shift three times covers the window at once. The two times are kept inside the vault; the PIN holds until the next lock and is never written to the disk.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>F12 или три раза Shift сразу скрывают окно. Оба срока хранятся внутри хранилища; ПИН-код действует до следующей блокировки и никогда не записывается на диск.</translation>
        </message>
        <message>
            <source>Cover after</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Скрывать через</translation>
        </message>
        <message>
            <source>Lock after</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Блокировать через</translation>
        </message>
        <message>
            <source>PIN for the cover</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>ПИН-код для открытия</translation>
        </message>
        <message>
            <source>Set PIN</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Задать ПИН-код</translation>
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
            <source>Answers, names, keys and colleagues lie encrypted in that folder. Outside it there is one small file with the language, the colours, the text size and the folder's path. No recent files, no logs, no temporary files.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Ответы, имена, ключи и коллеги лежат в этой папке в зашифрованном виде. Вне её есть один маленький файл: язык, цвета, размер текста и путь к папке. Ни списка недавних файлов, ни журналов, ни временных файлов.</translation>
        </message>
        <message>
            <source>Lock now</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Заблокировать сейчас</translation>
        </message>
        <message numerus="yes">
            <source>%n min</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>%n мин</numerusform>
                <numerusform>%n мин</numerusform>
                <numerusform>%n мин</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>A PIN has at least %n characters.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>ПИН-код — не короче %n знака.</numerusform>
                <numerusform>ПИН-код — не короче %n знаков.</numerusform>
                <numerusform>ПИН-код — не короче %n знаков.</numerusform>
            </translation>
        </message>
        <message>
            <source>The cover opens with this PIN until the next lock.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>До следующей блокировки окно открывается этим ПИН-кодом.</translation>
        </message>
        <message>
            <source>No PIN any more.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>ПИН-кода больше нет.</translation>
        </message>
    </context>
    <context>
        <name>StatusLine</name>
        <message>
            <source>Encrypted on this laptop</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Зашифровано на этом ноутбуке</translation>
        </message>
        <message>
            <source>Network off</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Сеть выключена</translation>
        </message>
        <message>
            <source>Saved %1 · encrypted on this laptop</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Сохранено %1 · зашифровано на этом ноутбуке</translation>
        </message>
        <message>
            <source>Saved %1</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Сохранено %1</translation>
        </message>
        <message numerus="yes">
            <source>Locks in %n min</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>Блокировка через %n мин</numerusform>
                <numerusform>Блокировка через %n мин</numerusform>
                <numerusform>Блокировка через %n мин</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Locks in %n s</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>Блокировка через %n с</numerusform>
                <numerusform>Блокировка через %n с</numerusform>
                <numerusform>Блокировка через %n с</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>UnlockPage</name>
        <message>
            <source>Passphrase</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Парольная фраза</translation>
        </message>
        <message>
            <source>Recovery code from paper</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Код восстановления с бумаги</translation>
        </message>
        <message>
            <source>Open</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Открыть</translation>
        </message>
        <message>
            <source>Make a new vault</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Создать хранилище</translation>
        </message>
        <message>
            <source>Language</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Язык</translation>
        </message>
        <message>
            <source>Visit notes</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Журнал посещений</translation>
        </message>
        <message>
            <source>Everything here is encrypted on this laptop. There is no network.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Всё здесь зашифровано на этом ноутбуке. Сети нет.</translation>
        </message>
        <message>
            <source>Vault</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Хранилище</translation>
        </message>
        <message>
            <source>Version %1 · no network</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Версия %1 · без сети</translation>
        </message>
        <message>
            <source>Vault: %1. Choose another folder</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Хранилище: %1. Выбрать другую папку</translation>
        </message>
        <message>
            <source>There is no vault in this folder yet. Make one, or choose another.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>В этой папке ещё нет хранилища. Создайте его или выберите другую.</translation>
        </message>
        <message>
            <source>Use the recovery code</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>По коду восстановления</translation>
        </message>
        <message>
            <source>Use the passphrase</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>По парольной фразе</translation>
        </message>
        <message>
            <source>Folder of the vault</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Папка хранилища</translation>
        </message>
        <message>
            <source>Opening…</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Открываю…</translation>
        </message>
    </context>
</TS>
