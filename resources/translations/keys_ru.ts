<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ru" sourcelanguage="en">
    <context>
        <name>CodeRehearsal</name>
        <message>
            <source>New recovery code from your paper</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Новый код восстановления с бумаги</translation>
        </message>
        <message>
            <source>Write this new code by hand on paper. The old code stays valid until this one was typed back.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Перепишите этот новый код от руки на бумагу. Старый код действует, пока новый не набран с бумаги.</translation>
        </message>
        <message>
            <source>It is shown only now. Keep the paper away from the laptop, do not photograph it.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Он показан только сейчас. Храните бумагу отдельно от ноутбука, не фотографируйте её.</translation>
        </message>
        <message>
            <source>Type the new code from your paper. Blanks, hyphens and case do not matter.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Наберите новый код с бумаги. Пробелы, дефисы и регистр не важны.</translation>
        </message>
        <message>
            <source>Give up</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Отказаться</translation>
        </message>
        <message>
            <source>See it again</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Показать ещё раз</translation>
        </message>
        <message>
            <source>I have written it down</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Код переписан</translation>
        </message>
        <message>
            <source>Check the code</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Проверить код</translation>
        </message>
    </context>
    <context>
        <name>CreateWizard</name>
        <message>
            <source>Let an organisation open it, too…</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Разрешить открывать его и организации…</translation>
        </message>
        <message>
            <source>The organisation “%1” can open this vault, too. You see that in the settings, and can end it.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Это хранилище может открыть и организация «%1». Это видно в настройках, там же это можно отменить.</translation>
        </message>
        <message>
            <source>The organisation could not be named; nobody but you opens this vault.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Указать организацию не удалось: кроме вас, это хранилище никто не откроет.</translation>
        </message>
    </context>
    <context>
        <name>EraseCard</name>
        <message>
            <source>Erase this vault…</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Стереть это хранилище…</translation>
        </message>
        <message>
            <source>Looking for what was not sent…</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Идёт поиск неотправленного…</translation>
        </message>
        <message>
            <source>The end of this vault</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Конец этого хранилища</translation>
        </message>
        <message>
            <source>Before a border, or when the laptop is given away. It takes a second.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Перед границей или когда ноутбук отдают. Это занимает секунду.</translation>
        </message>
        <message>
            <source>Nothing of yours is unsent.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Неотправленного у вас нет.</translation>
        </message>
        <message numerus="yes">
            <source>Visits never sent: %n.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>Ни разу не отправлено посещений: %n.</numerusform>
                <numerusform>Ни разу не отправлено посещений: %n.</numerusform>
                <numerusform>Ни разу не отправлено посещений: %n.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>Visits changed after they were sent: %n.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>Изменено после отправки посещений: %n.</numerusform>
                <numerusform>Изменено после отправки посещений: %n.</numerusform>
                <numerusform>Изменено после отправки посещений: %n.</numerusform>
            </translation>
        </message>
        <message>
            <source>What is in them is lost for good.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>То, что в них, пропадёт навсегда.</translation>
        </message>
    </context>
    <context>
        <name>ErasePanel</name>
        <message>
            <source>Hold to erase (3 seconds)</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Держать, чтобы стереть (3 с)</translation>
        </message>
        <message>
            <source>Do not erase</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Не стирать</translation>
        </message>
        <message>
            <source>Erase this vault</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Стереть это хранилище</translation>
        </message>
        <message>
            <source>The keys on this disk are overwritten first, then the files are removed. Afterwards no passphrase, no recovery code and no organisation opens anything here.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Сначала перезаписываются ключи на этом диске, затем удаляются файлы. После этого ни парольная фраза, ни код восстановления, ни организация ничего здесь не откроют.</translation>
        </message>
        <message>
            <source>On flash (SSD, stick, card) a laboratory may still find old cells. Copies of the folder and bundles that were sent stay as they are. That something was erased can be seen.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>На флеш-памяти (SSD, флешка, карта) лаборатория ещё может найти старые ячейки. Копии папки и отправленные пакеты остаются как есть. Что нечто было стёрто, видно.</translation>
        </message>
    </context>
    <context>
        <name>EscrowCard</name>
        <message>
            <source>Let an organisation open it, too…</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Разрешить открывать его и организации…</translation>
        </message>
        <message>
            <source>The words are the same: let it open this vault</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Слова совпали: разрешить открывать</translation>
        </message>
        <message>
            <source>Take its key away</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Забрать у неё ключ</translation>
        </message>
        <message>
            <source>The organisation opens the vault with the key of its own vault, when you cannot. Whoever takes that key from it can do the same.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Организация открывает хранилище ключом из своего собственного, когда вы этого сделать не можете. Кто отнимет у неё этот ключ, сможет то же самое.</translation>
        </message>
        <message>
            <source>Who else can open this vault</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Кто ещё может открыть это хранилище</translation>
        </message>
        <message>
            <source>Nobody but you can open this vault.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Кроме вас, это хранилище никто не откроет.</translation>
        </message>
        <message>
            <source>An organisation that is not known here can open this vault.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Это хранилище может открыть организация, которая здесь не известна.</translation>
        </message>
        <message>
            <source>The organisation cannot open this vault any more. Copies made before it still can.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Организация больше не может открыть это хранилище. Копии, сделанные раньше, она откроет.</translation>
        </message>
    </context>
    <context>
        <name>EscrowSecret</name>
        <message>
            <source>Choose the organisation's vault…</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Выбрать хранилище организации…</translation>
        </message>
        <message>
            <source>Passphrase of the organisation</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Парольная фраза организации</translation>
        </message>
        <message>
            <source>Vault of the organisation</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Хранилище организации</translation>
        </message>
    </context>
    <context>
        <name>MainWindow</name>
        <message>
            <source>Opened without the passphrase. Choose a new passphrase now.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Открыто без парольной фразы. Выберите сейчас новую парольную фразу.</translation>
        </message>
    </context>
    <context>
        <name>OrganisationChoice</name>
        <message>
            <source>Take it back</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Отменить выбор</translation>
        </message>
        <message>
            <source>Card of the organisation</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Карточка организации</translation>
        </message>
    </context>
    <context>
        <name>OrganisationWords</name>
        <message>
            <source>Compare these words with the organisation, by telephone or face to face.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Сверьте эти слова с организацией по телефону или лично.</translation>
        </message>
        <message>
            <source>The organisation “%1” can open this vault without your passphrase.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Организация «%1» может открыть это хранилище без вашей парольной фразы.</translation>
        </message>
    </context>
    <context>
        <name>PassphraseCard</name>
        <message>
            <source>The recovery code on paper stays as it is. Copies of the vault keep the old passphrase. What each guess costs is measured anew on this laptop.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Код восстановления на бумаге остаётся прежним. Копии хранилища сохраняют старую парольную фразу. Цена каждой попытки подбора измеряется на этом ноутбуке заново.</translation>
        </message>
    </context>
    <context>
        <name>RecoveryCard</name>
        <message>
            <source>Make another code</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Создать другой код</translation>
        </message>
        <message>
            <source>The code was never tried. Type it from your paper, or make another one.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Код ни разу не проверен. Наберите его с бумаги или создайте другой.</translation>
        </message>
        <message>
            <source>The new recovery code is in force; the old one opens nothing.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Новый код восстановления действует; старый ничего не открывает.</translation>
        </message>
    </context>
    <context>
        <name>RekeyCard</name>
        <message>
            <source>Change every key</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Сменить все ключи</translation>
        </message>
        <message>
            <source>Go on now</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Продолжить сейчас</translation>
        </message>
        <message>
            <source>Give up</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Отказаться</translation>
        </message>
        <message>
            <source>Continue</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Дальше</translation>
        </message>
        <message>
            <source>Somebody saw the passphrase</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Кто-то увидел парольную фразу</translation>
        </message>
        <message>
            <source>Everything in this vault gets new keys, a new passphrase and a new recovery code. What others copied before still opens with the old ones.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Всё в этом хранилище получит новые ключи, новую парольную фразу и новый код восстановления. То, что скопировали раньше, по-прежнему открывается старыми.</translation>
        </message>
        <message>
            <source>Writing everything anew… Leave the laptop on.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Всё записывается заново… Не выключайте ноутбук.</translation>
        </message>
        <message>
            <source>The new passphrase and the new code are in force; the old ones open nothing.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Новая парольная фраза и новый код действуют; старые ничего не открывают.</translation>
        </message>
        <message>
            <source>Not everything has its new key yet. It goes on by itself at the next opening.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Ещё не всё получило новый ключ. Это продолжится само при следующем открытии.</translation>
        </message>
    </context>
    <context>
        <name>UnlockPage</name>
        <message>
            <source>Use an organisation's key</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Ключ организации</translation>
        </message>
        <message>
            <source>Erase this vault…</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Стереть это хранилище…</translation>
        </message>
        <message>
            <source>Vault of the organisation, and its passphrase</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Хранилище организации и его парольная фраза</translation>
        </message>
        <message numerus="yes">
            <source>Again in %n s</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>
                <numerusform>Снова через %n с</numerusform>
                <numerusform>Снова через %n с</numerusform>
                <numerusform>Снова через %n с</numerusform>
            </translation>
        </message>
        <message>
            <source>What was not sent is lost. While the vault is locked nobody can tell what that is.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Неотправленное пропадёт. Пока хранилище закрыто, никто не скажет, что это.</translation>
        </message>
        <message>
            <source>The vault is erased. Nothing on this disk opens it any more.</source>
            <translatorcomment>machine-made, unreviewed</translatorcomment>
            <translation>Хранилище стёрто. На этом диске его больше ничто не откроет.</translation>
        </message>
    </context>
</TS>
